CREATE TABLE `credentials` (
	`tenant_id` text NOT NULL,
	`cvr` text NOT NULL,
	`document` blob NOT NULL,
	`thumbprint` text NOT NULL,
	`not_after` integer NOT NULL,
	`installed_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `cvr`),
	FOREIGN KEY (`tenant_id`) REFERENCES `municipalities`(`tenant_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credentials_cvr` ON `credentials` (`cvr`);