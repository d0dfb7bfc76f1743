CREATE TABLE "credentials" (
	"tenant_id" text NOT NULL,
	"cvr" text NOT NULL,
	"document" "bytea" NOT NULL,
	"thumbprint" text NOT NULL,
	"not_after" timestamp (3) with time zone NOT NULL,
	"installed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "credentials_pk" PRIMARY KEY("tenant_id","cvr")
);
--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "credentials_cvr" ON "credentials" USING btree ("cvr");