CREATE TABLE "municipality_cvrs" (
	"tenant_id" text NOT NULL,
	"cvr" text NOT NULL,
	CONSTRAINT "municipality_cvrs_pk" PRIMARY KEY("tenant_id","cvr")
);
--> statement-breakpoint
ALTER TABLE "municipality_cvrs" ADD CONSTRAINT "municipality_cvrs_municipality" FOREIGN KEY ("tenant_id") REFERENCES "public"."municipalities"("tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "municipality_cvrs_cvr" ON "municipality_cvrs" USING btree ("cvr");--> statement-breakpoint
INSERT INTO "municipality_cvrs" SELECT DISTINCT "tenant_id", "one"->>'cvr' FROM "municipalities", jsonb_array_elements("settings"->'cvrs') AS "one" ON CONFLICT DO NOTHING;
