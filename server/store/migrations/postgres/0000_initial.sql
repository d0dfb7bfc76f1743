CREATE TABLE "actors" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"name" text NOT NULL,
	"title" text,
	"uuid" text,
	CONSTRAINT "actors_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"tenant_id" text NOT NULL,
	"cvr" text NOT NULL,
	"citizen" text NOT NULL,
	"number" integer NOT NULL,
	"revision" integer NOT NULL,
	"message_id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"outcome" text,
	"code" text,
	CONSTRAINT "attempts_pk" PRIMARY KEY("tenant_id","citizen","cvr","number"),
	CONSTRAINT "attempts_finished" CHECK (("attempts"."finished_at" is null) = ("attempts"."outcome" is null))
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"tenant_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"actor" text,
	"session" text,
	"citizen" text,
	"subject" text,
	"detail" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_pk" PRIMARY KEY("tenant_id","sequence"),
	CONSTRAINT "audit_outcome" CHECK ("audit"."outcome" in ('success', 'refused'))
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"sequence" integer NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blurring_entries" (
	"tenant_id" text NOT NULL,
	"blurring" text NOT NULL,
	"cvr" text NOT NULL,
	"position" integer NOT NULL,
	"first_revision" integer NOT NULL,
	"revision" integer NOT NULL,
	CONSTRAINT "blurring_entries_pk" PRIMARY KEY("tenant_id","blurring","cvr"),
	CONSTRAINT "blurring_entries_revision" CHECK ("blurring_entries"."revision" >= "blurring_entries"."first_revision")
);
--> statement-breakpoint
CREATE TABLE "blurring_texts" (
	"tenant_id" text NOT NULL,
	"blurring" text NOT NULL,
	"text" "bytea" NOT NULL,
	CONSTRAINT "blurring_texts_pk" PRIMARY KEY("tenant_id","blurring")
);
--> statement-breakpoint
CREATE TABLE "blurrings" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"citizen" text NOT NULL,
	"reason" text NOT NULL,
	"registered_by" text NOT NULL,
	"registered_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"decision" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_cause" text,
	"ended_by" text,
	CONSTRAINT "blurrings_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "blurrings_ended" CHECK (("blurrings"."ended_at" is null) = ("blurrings"."ended_cause" is null))
);
--> statement-breakpoint
CREATE TABLE "citizens" (
	"tenant_id" text NOT NULL,
	"citizen" text NOT NULL,
	"revision" integer NOT NULL,
	"cpr" "bytea" NOT NULL,
	CONSTRAINT "citizens_pk" PRIMARY KEY("tenant_id","citizen"),
	CONSTRAINT "citizens_revision" CHECK ("citizens"."revision" >= 1)
);
--> statement-breakpoint
CREATE TABLE "consumed_tokens" (
	"tenant_id" text NOT NULL,
	"issuer" text NOT NULL,
	"jti" text NOT NULL,
	"keep_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "consumed_tokens_pk" PRIMARY KEY("tenant_id","issuer","jti")
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"tenant_id" text NOT NULL,
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"blurring" text NOT NULL,
	"used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_pk" PRIMARY KEY("tenant_id","key","actor")
);
--> statement-breakpoint
CREATE TABLE "issuers" (
	"tenant_id" text NOT NULL,
	"iss" text NOT NULL,
	"enabled" boolean NOT NULL,
	"definition" jsonb NOT NULL,
	CONSTRAINT "issuers_pk" PRIMARY KEY("tenant_id","iss")
);
--> statement-breakpoint
CREATE TABLE "municipalities" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"settings" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"tenant_id" text NOT NULL,
	"cvr" text NOT NULL,
	"citizen" text NOT NULL,
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
	CONSTRAINT "outbox_pk" PRIMARY KEY("tenant_id","citizen","cvr"),
	CONSTRAINT "outbox_revision" CHECK ("outbox"."delivered_revision" <= "outbox"."wanted_revision"),
	CONSTRAINT "outbox_lease" CHECK (("outbox"."lease_token" is null) = ("outbox"."leased_until" is null))
);
--> statement-breakpoint
CREATE TABLE "paused_cvrs" (
	"tenant_id" text NOT NULL,
	"cvr" text NOT NULL,
	"paused_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "paused_cvrs_pk" PRIMARY KEY("tenant_id","cvr")
);
--> statement-breakpoint
CREATE TABLE "period_limits" (
	"applies_from" timestamp (3) with time zone PRIMARY KEY NOT NULL,
	"max_days" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "probes" (
	"id" integer PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"tenant_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"id" text NOT NULL,
	"actor" text NOT NULL,
	"citizen" text NOT NULL,
	"cvr" text NOT NULL,
	"secret" "bytea" NOT NULL,
	"roles" jsonb NOT NULL,
	"cvrs" jsonb NOT NULL,
	"origin" text,
	"intent" text NOT NULL,
	"locale" text,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"idle_until" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "sessions_pk" PRIMARY KEY("tenant_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "actors" ADD CONSTRAINT "actors_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_key" FOREIGN KEY ("tenant_id","citizen","cvr") REFERENCES "public"."outbox"("tenant_id","citizen","cvr") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD CONSTRAINT "audit_heads_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blurring_entries" ADD CONSTRAINT "blurring_entries_blurring" FOREIGN KEY ("tenant_id","blurring") REFERENCES "public"."blurrings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blurring_texts" ADD CONSTRAINT "blurring_texts_blurring" FOREIGN KEY ("tenant_id","blurring") REFERENCES "public"."blurrings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blurrings" ADD CONSTRAINT "blurrings_citizen" FOREIGN KEY ("tenant_id","citizen") REFERENCES "public"."citizens"("tenant_id","citizen") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citizens" ADD CONSTRAINT "citizens_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consumed_tokens" ADD CONSTRAINT "consumed_tokens_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency" ADD CONSTRAINT "idempotency_blurring" FOREIGN KEY ("tenant_id","blurring") REFERENCES "public"."blurrings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issuers" ADD CONSTRAINT "issuers_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_citizen" FOREIGN KEY ("tenant_id","citizen") REFERENCES "public"."citizens"("tenant_id","citizen") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paused_cvrs" ADD CONSTRAINT "paused_cvrs_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_actor" FOREIGN KEY ("tenant_id","actor") REFERENCES "public"."actors"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_message" ON "attempts" USING btree ("tenant_id","message_id");--> statement-breakpoint
CREATE INDEX "audit_by_citizen" ON "audit" USING btree ("tenant_id","citizen");--> statement-breakpoint
CREATE INDEX "blurrings_by_citizen" ON "blurrings" USING btree ("tenant_id","citizen");--> statement-breakpoint
CREATE INDEX "blurrings_open" ON "blurrings" USING btree ("tenant_id","ends_at") WHERE "blurrings"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "issuers_iss" ON "issuers" USING btree ("iss");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE "outbox"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "outbox_repeat" ON "outbox" USING btree ("repeat_at") WHERE "outbox"."repeat_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("token_hash");