CREATE INDEX `outbox_leased` ON `outbox` (`leased_until`) WHERE "outbox"."leased_until" is not null;--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`waiting_since`) WHERE "outbox"."waiting_since" is not null;--> statement-breakpoint
CREATE INDEX `outbox_parked` ON `outbox` (`parked_at`) WHERE "outbox"."parked_at" is not null;