CREATE TABLE "audit_closed" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"through" integer NOT NULL,
	"hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blurring_changes" (
	"tenant_id" text NOT NULL,
	"blurring" text collate "C" NOT NULL,
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
CREATE TABLE "figure_cursors" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"sequence" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "figure_spans" (
	"tenant_id" text NOT NULL,
	"month" text NOT NULL,
	"span" text NOT NULL,
	"step" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "figure_spans_pk" PRIMARY KEY("tenant_id","month","span","step")
);
--> statement-breakpoint
CREATE TABLE "figure_waiting" (
	"tenant_id" text NOT NULL,
	"blurring" text collate "C" NOT NULL,
	"registered_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "figure_waiting_pk" PRIMARY KEY("tenant_id","blurring")
);
--> statement-breakpoint
CREATE TABLE "figures" (
	"tenant_id" text NOT NULL,
	"month" text NOT NULL,
	"measure" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "figures_pk" PRIMARY KEY("tenant_id","month","measure")
);
--> statement-breakpoint
CREATE TABLE "legal_holds" (
	"tenant_id" text NOT NULL,
	"citizen" text NOT NULL,
	"id" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"reason" "bytea" NOT NULL,
	CONSTRAINT "legal_holds_pk" PRIMARY KEY("tenant_id","citizen")
);
--> statement-breakpoint
CREATE TABLE "notice_recipients" (
	"tenant_id" text NOT NULL,
	"actor" text NOT NULL,
	"person" text NOT NULL,
	"address" "bytea" NOT NULL,
	"language" text NOT NULL,
	"wanted" boolean NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"code_hash" text,
	"code_until" timestamp (3) with time zone,
	"code_tries" integer NOT NULL,
	"code_day" text NOT NULL,
	"codes_sent" integer NOT NULL,
	"off_hash" text NOT NULL,
	"grants" jsonb NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"day" text,
	"state" text,
	"tries" integer NOT NULL,
	"retry_at" timestamp (3) with time zone,
	"last_at" timestamp (3) with time zone,
	"last_state" text,
	CONSTRAINT "notice_recipients_pk" PRIMARY KEY("tenant_id","actor")
);
--> statement-breakpoint
CREATE TABLE "org_attempts" (
	"tenant_id" text NOT NULL,
	"cvr" text NOT NULL,
	"classification" text NOT NULL,
	"code" text NOT NULL,
	"number" integer NOT NULL,
	"revision" integer NOT NULL,
	"message_id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"outcome" text,
	"failure" text,
	CONSTRAINT "org_attempts_pk" PRIMARY KEY("tenant_id","cvr","classification","code","number"),
	CONSTRAINT "org_attempts_finished" CHECK (("org_attempts"."finished_at" is null) = ("org_attempts"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "org_blurrings" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"revision" integer NOT NULL,
	"cvr" text NOT NULL,
	"classification" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"removed_by" text,
	"removed_at" timestamp (3) with time zone,
	"review_at" timestamp (3) with time zone,
	"registered_revision" integer,
	"removed_revision" integer,
	"documentation" "bytea",
	"note" "bytea",
	CONSTRAINT "org_blurrings_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "org_blurrings_state" CHECK ("org_blurrings"."state" in ('proposed', 'registered', 'rejected', 'withdrawn', 'removed')),
	CONSTRAINT "org_blurrings_decided" CHECK (("org_blurrings"."state" = 'proposed') = ("org_blurrings"."decided_at" is null)),
	CONSTRAINT "org_blurrings_removed" CHECK (("org_blurrings"."state" = 'removed') = ("org_blurrings"."removed_at" is not null)),
	CONSTRAINT "org_blurrings_two_people" CHECK ("org_blurrings"."state" not in ('registered', 'removed') or "org_blurrings"."decided_by" <> "org_blurrings"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "org_comparisons" (
	"tenant_id" text NOT NULL,
	"cvr" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"result" text NOT NULL,
	"differences" jsonb NOT NULL,
	CONSTRAINT "org_comparisons_pk" PRIMARY KEY("tenant_id","cvr")
);
--> statement-breakpoint
CREATE TABLE "org_outbox" (
	"tenant_id" text NOT NULL,
	"cvr" text NOT NULL,
	"classification" text NOT NULL,
	"code" text NOT NULL,
	"wanted_revision" integer NOT NULL,
	"delivered_revision" integer NOT NULL,
	"waiting_since" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"repeat_at" timestamp (3) with time zone,
	"attempts" integer NOT NULL,
	"calls" integer NOT NULL,
	"lease_token" text,
	"leased_until" timestamp (3) with time zone,
	"parked_at" timestamp (3) with time zone,
	"parked_reason" text,
	CONSTRAINT "org_outbox_pk" PRIMARY KEY("tenant_id","cvr","classification","code"),
	CONSTRAINT "org_outbox_revision" CHECK ("org_outbox"."delivered_revision" <= "org_outbox"."wanted_revision"),
	CONSTRAINT "org_outbox_lease" CHECK (("org_outbox"."lease_token" is null) = ("org_outbox"."leased_until" is null))
);
--> statement-breakpoint
CREATE TABLE "retention_runs" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"by" text,
	"cutoffs" jsonb NOT NULL,
	"counts" jsonb NOT NULL,
	CONSTRAINT "retention_runs_pk" PRIMARY KEY("tenant_id","id")
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
CREATE TABLE "sor_unit_words" (
	"begins" text NOT NULL,
	"classification" text NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "sor_unit_words_pk" PRIMARY KEY("begins","classification","code")
);
--> statement-breakpoint
CREATE TABLE "sor_units" (
	"classification" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"search" text NOT NULL,
	"parent" text,
	"owner" text,
	"valid_from" timestamp (3) with time zone,
	"valid_to" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sor_units_pk" PRIMARY KEY("classification","code")
);
--> statement-breakpoint
DROP INDEX "blurrings_by_registrar";--> statement-breakpoint
DROP INDEX "blurrings_open";--> statement-breakpoint
ALTER TABLE "blurring_entries" ALTER COLUMN "blurring" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "blurring_texts" ALTER COLUMN "blurring" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "blurrings" ALTER COLUMN "id" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "idempotency" ALTER COLUMN "blurring" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "unit" text;--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "blurrings" ADD COLUMN "expiry_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "citizens" ADD COLUMN "initials" "bytea";--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "unit" text;--> statement-breakpoint
ALTER TABLE "audit_closed" ADD CONSTRAINT "audit_closed_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blurring_changes" ADD CONSTRAINT "blurring_changes_blurring" FOREIGN KEY ("tenant_id","blurring") REFERENCES "public"."blurrings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "figure_cursors" ADD CONSTRAINT "figure_cursors_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "figure_spans" ADD CONSTRAINT "figure_spans_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "figure_waiting" ADD CONSTRAINT "figure_waiting_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "figures" ADD CONSTRAINT "figures_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_holds" ADD CONSTRAINT "legal_holds_citizen" FOREIGN KEY ("tenant_id","citizen") REFERENCES "public"."citizens"("tenant_id","citizen") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_recipients" ADD CONSTRAINT "notice_recipients_actor" FOREIGN KEY ("tenant_id","actor") REFERENCES "public"."actors"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_attempts" ADD CONSTRAINT "org_attempts_key" FOREIGN KEY ("tenant_id","cvr","classification","code") REFERENCES "public"."org_outbox"("tenant_id","cvr","classification","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_blurrings" ADD CONSTRAINT "org_blurrings_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_comparisons" ADD CONSTRAINT "org_comparisons_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_outbox" ADD CONSTRAINT "org_outbox_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_runs" ADD CONSTRAINT "retention_runs_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_actor" FOREIGN KEY ("tenant_id","actor") REFERENCES "public"."actors"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sor_unit_words" ADD CONSTRAINT "sor_unit_words_of" FOREIGN KEY ("classification","code") REFERENCES "public"."sor_units"("classification","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "blurring_changes_noted" ON "blurring_changes" USING btree ("tenant_id","blurring","revision") WHERE "blurring_changes"."note" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "notice_recipients_off" ON "notice_recipients" USING btree ("off_hash");--> statement-breakpoint
CREATE INDEX "notice_recipients_person" ON "notice_recipients" USING btree ("person");--> statement-breakpoint
CREATE INDEX "notice_recipients_wanted" ON "notice_recipients" USING btree ("seen_at") WHERE "notice_recipients"."confirmed_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "org_attempts_message" ON "org_attempts" USING btree ("tenant_id","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "org_blurrings_open" ON "org_blurrings" USING btree ("tenant_id","cvr","classification","code") WHERE "org_blurrings"."state" in ('proposed', 'registered');--> statement-breakpoint
CREATE INDEX "org_outbox_due" ON "org_outbox" USING btree ("due_at") WHERE "org_outbox"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "org_outbox_repeat" ON "org_outbox" USING btree ("repeat_at") WHERE "org_outbox"."repeat_at" is not null;--> statement-breakpoint
CREATE INDEX "sor_unit_words_unit" ON "sor_unit_words" USING btree ("classification","code");--> statement-breakpoint
CREATE INDEX "sor_units_seen" ON "sor_units" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit" USING btree ("tenant_id","at","sequence");--> statement-breakpoint
CREATE INDEX "audit_by_actor" ON "audit" USING btree ("tenant_id","actor","at","sequence") WHERE "audit"."actor" is not null;--> statement-breakpoint
CREATE INDEX "audit_by_department" ON "audit" USING btree ("tenant_id","subject") WHERE "audit"."action" in ('org_blurring_proposed', 'org_blurring_registered', 'org_blurring_rejected', 'org_blurring_withdrawn', 'org_blurring_removed', 'org_blurring_reviewed', 'org_blurring_resent');--> statement-breakpoint
CREATE INDEX "blurrings_by_registration" ON "blurrings" USING btree ("tenant_id","registered_at","id");--> statement-breakpoint
CREATE INDEX "blurrings_by_end" ON "blurrings" USING btree ("tenant_id","ends_at","id");--> statement-breakpoint
CREATE INDEX "blurrings_by_unit" ON "blurrings" USING btree ("tenant_id","unit","registered_at","id") WHERE "blurrings"."unit" is not null;--> statement-breakpoint
CREATE INDEX "blurrings_pending" ON "blurrings" USING btree ("tenant_id","registered_at","id") WHERE "blurrings"."ended_at" is null and "blurrings"."decision" = 'pending';--> statement-breakpoint
CREATE INDEX "blurrings_by_ended" ON "blurrings" USING btree ("tenant_id","ended_at") WHERE "blurrings"."ended_at" is not null;--> statement-breakpoint
CREATE INDEX "blurrings_expired" ON "blurrings" USING btree ("tenant_id","ends_at","id") WHERE "blurrings"."ended_cause" = 'expired' and "blurrings"."expiry_seen_at" is null;--> statement-breakpoint
CREATE INDEX "blurrings_by_registrar" ON "blurrings" USING btree ("tenant_id","registered_by","registered_at","id");--> statement-breakpoint
CREATE INDEX "blurrings_open" ON "blurrings" USING btree ("tenant_id","ends_at","id") WHERE "blurrings"."ended_at" is null;