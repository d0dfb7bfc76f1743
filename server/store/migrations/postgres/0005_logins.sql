CREATE TABLE "checks" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"ok" boolean NOT NULL,
	"code" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "checks_pk" PRIMARY KEY("tenant_id","kind","subject")
);
--> statement-breakpoint
CREATE TABLE "consumed_assertions" (
	"issuer" text NOT NULL,
	"id" text NOT NULL,
	"keep_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "consumed_assertions_pk" PRIMARY KEY("issuer","id")
);
--> statement-breakpoint
CREATE TABLE "guidelines" (
	"tenant_id" text NOT NULL,
	"version" integer NOT NULL,
	"text" jsonb NOT NULL,
	"url" text,
	"published_at" timestamp (3) with time zone NOT NULL,
	"published_by" text,
	CONSTRAINT "guidelines_pk" PRIMARY KEY("tenant_id","version")
);
--> statement-breakpoint
CREATE TABLE "login_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"browser" text NOT NULL,
	"purpose" text NOT NULL,
	"return_to" text NOT NULL,
	"login" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "logins" (
	"tenant_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"id" text NOT NULL,
	"actor" text NOT NULL,
	"person" text NOT NULL,
	"grants" jsonb NOT NULL,
	"level" text NOT NULL,
	"secret" "bytea" NOT NULL,
	"subject_hash" text NOT NULL,
	"index_hash" text NOT NULL,
	"authority" text,
	"authenticated_at" timestamp (3) with time zone NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"idle_until" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "logins_pk" PRIMARY KEY("tenant_id","token_hash")
);
--> statement-breakpoint
ALTER TABLE "municipalities" ADD COLUMN "kind" text DEFAULT 'municipality' NOT NULL;--> statement-breakpoint
ALTER TABLE "municipalities" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "login" text;--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guidelines" ADD CONSTRAINT "guidelines_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logins" ADD CONSTRAINT "logins_actor" FOREIGN KEY ("tenant_id","actor") REFERENCES "public"."actors"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "login_requests_expiry" ON "login_requests" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "logins_token" ON "logins" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "logins_id" ON "logins" USING btree ("tenant_id","id");--> statement-breakpoint
CREATE INDEX "logins_subject" ON "logins" USING btree ("subject_hash") WHERE "logins"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "blurrings_by_registrar" ON "blurrings" USING btree ("tenant_id","registered_by");--> statement-breakpoint
CREATE INDEX "sessions_login" ON "sessions" USING btree ("tenant_id","login") WHERE "sessions"."login" is not null;