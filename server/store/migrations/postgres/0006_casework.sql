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
ALTER TABLE "notice_recipients" ADD CONSTRAINT "notice_recipients_actor" FOREIGN KEY ("tenant_id","actor") REFERENCES "public"."actors"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "notice_recipients_off" ON "notice_recipients" USING btree ("off_hash");--> statement-breakpoint
CREATE INDEX "notice_recipients_person" ON "notice_recipients" USING btree ("person");--> statement-breakpoint
CREATE INDEX "notice_recipients_wanted" ON "notice_recipients" USING btree ("seen_at") WHERE "notice_recipients"."confirmed_at" is not null;