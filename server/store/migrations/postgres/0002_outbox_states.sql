CREATE INDEX "outbox_leased" ON "outbox" USING btree ("leased_until") WHERE "outbox"."leased_until" is not null;--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("waiting_since") WHERE "outbox"."waiting_since" is not null;--> statement-breakpoint
CREATE INDEX "outbox_parked" ON "outbox" USING btree ("parked_at") WHERE "outbox"."parked_at" is not null;