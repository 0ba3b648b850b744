-- The role stays: it belongs to the whole cluster, other databases may use it, and dropping it would take the operators'
-- logins their membership. The extensions stay: they may have been here before us, and hold no data.
DROP TABLE prices, import_changes, source_rows, patterns, import_runs, product_options, product_categories, models,
  body_types, brands, bot_texts, tenants;
REVOKE USAGE ON SCHEMA public FROM lekalo_tenant;
