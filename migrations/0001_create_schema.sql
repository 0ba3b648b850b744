-- The nine tables of the domain, the tables of the machinery, row-level security and the tenants' role.
-- Shared tables (brands, body_types, models, categories, options) are everyone's to read; every table with tenant_id
-- shows a tenant its own rows only, enforced for the owner too. tenant_id leads every key of a tenant table, so that
-- the schema can be distributed by tenant without change.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Roles belong to the whole cluster: another database may have made it already, or be making it now.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lekalo_tenant') THEN
    BEGIN
      CREATE ROLE lekalo_tenant NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  -- Whoever migrates must be able to become the role. From PostgreSQL 16 on, its maker is a member that can't: ask for SET.
  IF NOT pg_has_role(current_user, 'lekalo_tenant',
    CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE format('GRANT lekalo_tenant TO %I', current_user);
  END IF;
END $$;

---------------------------------------------------------------------------------------------------------- tenants

CREATE TABLE tenants (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug       text NOT NULL UNIQUE CHECK (slug ~ '^[a-z][a-z0-9_]{0,62}$'),
  name       text NOT NULL CHECK (name <> ''),
  contacts   jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(contacts) = 'object'),
  settings   jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(settings) = 'object'),
  active     boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE bot_texts (
  tenant_id bigint NOT NULL REFERENCES tenants,
  key       text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]*$'),
  text_ru   text NOT NULL CHECK (text_ru <> ''),
  -- NULL = not translated yet: the Russian text is used.
  text_ky   text CHECK (text_ky <> ''),
  PRIMARY KEY (tenant_id, key)
);

------------------------------------------------------------------------------------------------- the shared catalogue

-- Names are keys, and a key must fit an index entry: a longer "name" is a damaged file, not a vehicle.
CREATE TABLE brands (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name    text NOT NULL UNIQUE CHECK (name <> '' AND length(name) <= 200),
  name_ru text CHECK (name_ru <> ''),
  name_ky text CHECK (name_ky <> ''),
  slug    text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 200)
);

CREATE TABLE body_types (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code       text NOT NULL UNIQUE CHECK (code ~ '^[a-z]+$'),
  name_ru    text NOT NULL CHECK (name_ru <> ''),
  name_ky    text NOT NULL CHECK (name_ky <> ''),
  sort_order integer NOT NULL DEFAULT 0
);

CREATE TABLE models (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  brand_id     bigint NOT NULL REFERENCES brands,
  name         text NOT NULL CHECK (name <> '' AND length(name) <= 200),
  name_ru      text CHECK (name_ru <> ''),
  generation   text CHECK (generation <> '' AND length(generation) <= 200),
  year_from    smallint CHECK (year_from BETWEEN 1900 AND 2100),
  year_to      smallint CHECK (year_to BETWEEN 1900 AND 2100),
  body_type_id bigint REFERENCES body_types,
  metadata     jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(metadata) = 'object'),
  CHECK (year_from <= year_to),
  -- Years and generation are often unknown; without NULLS NOT DISTINCT such rows would double on every import.
  CONSTRAINT models_key UNIQUE NULLS NOT DISTINCT (brand_id, name, generation, year_from, year_to, body_type_id)
);

CREATE TABLE product_categories (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code           text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9_]*$'),
  name_ru        text NOT NULL CHECK (name_ru <> ''),
  name_ky        text NOT NULL CHECK (name_ky <> ''),
  description_ru text,
  description_ky text,
  sort_order     integer NOT NULL DEFAULT 0,
  active         boolean NOT NULL DEFAULT true
);

CREATE TABLE product_options (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  category_id    bigint NOT NULL REFERENCES product_categories,
  code           text NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9_]*$'),
  name_ru        text NOT NULL CHECK (name_ru <> ''),
  name_ky        text NOT NULL CHECK (name_ky <> ''),
  option_type    text NOT NULL CHECK (option_type IN ('boolean', 'choice', 'addon')),
  -- Of a choice: {"value": {"ru": "…", "ky": "…"}}.
  allowed_values jsonb CHECK (jsonb_typeof(allowed_values) = 'object' AND allowed_values <> '{}'),
  -- Codes of body types; NULL = any.
  applicable_to  text[] CHECK (cardinality(applicable_to) > 0),
  sort_order     integer NOT NULL DEFAULT 0,
  UNIQUE (category_id, code),
  CHECK ((option_type = 'choice') = (allowed_values IS NOT NULL))
);

------------------------------------------------------------------------------------------------- what a tenant makes

-- The ledger: one line for each import that changed something.
CREATE TABLE import_runs (
  tenant_id   bigint NOT NULL REFERENCES tenants,
  id          bigint GENERATED ALWAYS AS IDENTITY,
  kind        text NOT NULL CHECK (kind IN ('patterns', 'prices')),
  category_id bigint REFERENCES product_categories,
  file_name   text NOT NULL,
  file_sha256 text NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  actor       text NOT NULL,
  counts      jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(counts) = 'object'),
  started_at  timestamptz NOT NULL DEFAULT now(),
  undone_at   timestamptz,
  undone_by   text,
  PRIMARY KEY (tenant_id, id),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);

CREATE TABLE patterns (
  tenant_id   bigint NOT NULL REFERENCES tenants,
  id          bigint GENERATED ALWAYS AS IDENTITY,
  category_id bigint NOT NULL REFERENCES product_categories,
  model_id    bigint NOT NULL REFERENCES models,
  -- The import that first listed it; NULL = not from an import.
  run_id      bigint,
  available   boolean NOT NULL DEFAULT true,
  steering    text CHECK (steering IN ('left', 'right', 'both')),
  borders     text CHECK (borders IN ('with', 'without', 'medium', 'high')),
  seat_rows   smallint CHECK (seat_rows BETWEEN 1 AND 9),
  coverage    text CHECK (coverage IN ('full', 'front')),
  trunk       boolean,
  wheelbase   text CHECK (wheelbase IN ('short', 'long')),
  powertrain  text CHECK (powertrain IN ('hybrid', 'electric', 'diesel')),
  notes       text CHECK (notes <> ''),
  -- Notes may be longer than an index entry can be.
  notes_hash  text GENERATED ALWAYS AS (md5(notes)) STORED,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES import_runs (tenant_id, id),
  -- Everything but `available`: rows that differ in any attribute are different patterns.
  CONSTRAINT patterns_key UNIQUE NULLS NOT DISTINCT (tenant_id, category_id, model_id, steering, borders, seat_rows,
    coverage, trunk, wheelbase, powertrain, notes_hash)
);

-- Where a pattern came from: one line for each place in a supplier's file that led to it, under the run that first saw
-- it say so. A run adds lines and never changes an earlier run's: undoing it deletes exactly what it added.
CREATE TABLE source_rows (
  tenant_id       bigint NOT NULL,
  pattern_id      bigint NOT NULL,
  run_id          bigint NOT NULL,
  source          text NOT NULL,
  page            integer NOT NULL CHECK (page >= 0),
  row             integer NOT NULL CHECK (row >= 0),
  raw_brand       text NOT NULL,
  raw_model       text NOT NULL,
  raw_year        text NOT NULL,
  raw_description text NOT NULL,
  matched_by      text NOT NULL,
  confidence      numeric NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  PRIMARY KEY (tenant_id, pattern_id, run_id, source, page, row),
  FOREIGN KEY (tenant_id, pattern_id) REFERENCES patterns (tenant_id, id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES import_runs (tenant_id, id)
);

-- What a run did to rows, so that it can be undone: the row's image before (NULL = inserted) and after. Inserted
-- patterns are not listed here, patterns.run_id tells them: a first import of a million rows needs no second million. Of the
-- shared tables only what the run brought in is listed, so that an undo can take away what nobody uses by then.
CREATE TABLE import_changes (
  tenant_id  bigint NOT NULL,
  run_id     bigint NOT NULL,
  table_name text NOT NULL CHECK (table_name IN ('patterns', 'prices', 'brands', 'models')),
  row_id     bigint NOT NULL,
  before     jsonb,
  after      jsonb,
  PRIMARY KEY (tenant_id, run_id, table_name, row_id),
  FOREIGN KEY (tenant_id, run_id) REFERENCES import_runs (tenant_id, id),
  CHECK (before IS NOT NULL OR after IS NOT NULL)
);

CREATE TABLE prices (
  tenant_id    bigint NOT NULL REFERENCES tenants,
  id           bigint GENERATED ALWAYS AS IDENTITY,
  category_id  bigint REFERENCES product_categories,
  option_id    bigint REFERENCES product_options,
  -- Of a choice.
  option_value text CHECK (option_value <> ''),
  -- NULL = any.
  body_type_id bigint REFERENCES body_types,
  base_price   numeric(10, 2) NOT NULL CHECK (base_price >= 0),
  currency     text NOT NULL DEFAULT 'KGS' CHECK (currency ~ '^[A-Z]{3}$'),
  valid_from   date NOT NULL,
  -- The first day on which it is no longer valid; NULL = open.
  valid_to     date,
  PRIMARY KEY (tenant_id, id),
  CHECK ((category_id IS NULL) <> (option_id IS NULL)),
  CHECK (option_value IS NULL OR option_id IS NOT NULL),
  CHECK (valid_from < valid_to),
  -- No two prices of one tenant for the same thing at the same time. Ids start at 1, so 0 stands for none.
  CONSTRAINT prices_no_overlap EXCLUDE USING gist (
    tenant_id WITH =,
    coalesce(category_id, 0) WITH =,
    coalesce(option_id, 0) WITH =,
    coalesce(option_value, '') WITH =,
    coalesce(body_type_id, 0) WITH =,
    daterange(valid_from, valid_to) WITH &&
  )
);

---------------------------------------------------------------------------------------------------------- indexes

CREATE INDEX brands_name_trgm ON brands USING gin (name gin_trgm_ops);
CREATE INDEX brands_name_ru_trgm ON brands USING gin (name_ru gin_trgm_ops);
CREATE INDEX models_name_trgm ON models USING gin (name gin_trgm_ops);
CREATE INDEX models_name_ru_trgm ON models USING gin (name_ru gin_trgm_ops);
CREATE INDEX models_generation ON models (generation) WHERE generation IS NOT NULL;
CREATE INDEX models_body_type ON models (body_type_id);
-- The one index that tenant_id follows instead of leading: whoever takes a model away must be told at once whether any
-- tenant has a pattern of it. The tenants' own queries name both columns, so it serves them just as well.
CREATE INDEX patterns_model ON patterns (model_id, tenant_id, category_id);
CREATE INDEX source_rows_run ON source_rows (tenant_id, run_id);
CREATE INDEX import_runs_file ON import_runs (tenant_id, file_sha256);
CREATE INDEX import_changes_row ON import_changes (tenant_id, table_name, row_id);
CREATE INDEX prices_category ON prices (tenant_id, category_id, body_type_id) WHERE category_id IS NOT NULL;
CREATE INDEX prices_option ON prices (tenant_id, option_id, option_value, body_type_id) WHERE option_id IS NOT NULL;

------------------------------------------------------------------------------------------------ row-level security

-- The setting lives for one transaction. Unset it is NULL, after a transaction that set it '': both show no row. Spelled
-- out in each policy, not in a function: nobody can replace it, and a distributed server needs it nowhere else.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['bot_texts', 'import_runs', 'patterns', 'source_rows', 'import_changes', 'prices'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($policy$
      CREATE POLICY tenant_isolation ON %I
        USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::bigint)
        WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::bigint) $policy$, name);
  END LOOP;
END $$;

-- A tenant sees its own line of tenants. Not forced: the owner keeps the list, and resolve_tenant reads it.
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_itself ON tenants FOR SELECT
  USING (id = nullif(current_setting('app.tenant_id', true), '')::bigint);

GRANT USAGE ON SCHEMA public TO lekalo_tenant;
GRANT SELECT ON tenants, brands, body_types, models, product_categories, product_options TO lekalo_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON bot_texts, patterns, prices TO lekalo_tenant;
-- The ledger can't be rewritten: a run may be marked as undone, nothing else of it changes.
GRANT SELECT, INSERT, UPDATE (counts, undone_at, undone_by) ON import_runs TO lekalo_tenant;
GRANT SELECT, INSERT ON import_changes TO lekalo_tenant;
GRANT SELECT, INSERT, DELETE ON source_rows TO lekalo_tenant;
