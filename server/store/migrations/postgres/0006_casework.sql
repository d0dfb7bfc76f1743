CREATE TABLE "blurring_changes" (
	"tenant_id" text NOT NULL,
	"blurring" text NOT NULL,
	"revision" integer NOT NULL,
	"type" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text,
	"ended_before" timestamp (3) with time zone,
	"ends_after" timestamp (3) with time zone,
	"note" "bytea",
	CONSTRAINT "blurring_changes_pk" PRIMARY KEY("tenant_id","blurring","revision")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"tenant_id" text NOT NULL,
	"actor" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"view" jsonb NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "saved_views_pk" PRIMARY KEY("tenant_id","actor","id")
);
--> statement-breakpoint
DROP INDEX "blurrings_by_registrar";--> statement-breakpoint
DROP INDEX "blurrings_open";--> statement-breakpoint
ALTER TABLE "blurrings" ALTER COLUMN "id" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "unit" text;--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "expiry_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "citizens" ADD COLUMN "initials" "bytea";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "unit" text;--> statement-breakpoint
ALTER TABLE "blurring_changes" ADD CONSTRAINT "blurring_changes_blurring" FOREIGN KEY ("tenant_id","blurring") REFERENCES "public"."blurrings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_actor" FOREIGN KEY ("tenant_id","actor") REFERENCES "public"."actors"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit" USING btree ("tenant_id","at","sequence");--> statement-breakpoint
CREATE INDEX "audit_by_actor" ON "audit" USING btree ("tenant_id","actor","at","sequence") WHERE "audit"."actor" is not null;--> statement-breakpoint
CREATE INDEX "blurrings_by_registration" ON "blurrings" USING btree ("tenant_id","registered_at","id");--> statement-breakpoint
CREATE INDEX "blurrings_by_end" ON "blurrings" USING btree ("tenant_id","ends_at","id");--> statement-breakpoint
CREATE INDEX "blurrings_by_unit" ON "blurrings" USING btree ("tenant_id","unit","registered_at","id") WHERE "blurrings"."unit" is not null;--> statement-breakpoint
CREATE INDEX "blurrings_pending" ON "blurrings" USING btree ("tenant_id","registered_at","id") WHERE "blurrings"."ended_at" is null and "blurrings"."decision" = 'pending';--> statement-breakpoint
CREATE INDEX "blurrings_expired" ON "blurrings" USING btree ("tenant_id","ends_at","id") WHERE "blurrings"."ended_cause" = 'expired' and "blurrings"."expiry_seen_at" is null;--> statement-breakpoint
CREATE INDEX "blurrings_by_registrar" ON "blurrings" USING btree ("tenant_id","registered_by","registered_at","id");--> statement-breakpoint
CREATE INDEX "blurrings_open" ON "blurrings" USING btree ("tenant_id","ends_at","id") WHERE "blurrings"."ended_at" is null;