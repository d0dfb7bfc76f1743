CREATE TABLE `municipality_cvrs` (
	`tenant_id` text NOT NULL,
	`cvr` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `cvr`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `municipality_cvrs_cvr` ON `municipality_cvrs` (`cvr`);--> statement-breakpoint
INSERT INTO `municipality_cvrs` SELECT DISTINCT `tenant_id`, json_extract(`value`, '$.cvr') FROM `municipalities`, json_each(`municipalities`.`settings`, '$.cvrs') WHERE true ON CONFLICT DO NOTHING;
