-- What a thing costs for the tenant of this transaction: base price + options, each by body type, valid on a day. A price
-- that isn't known is an answer of its own ("on_request", with what is missing), never a default.
--   select quote_price('eva_mats', 'suv', '{with_borders,third_row}');
-- Mistakes raise errors whose HINT lists what is allowed: LK001 category, LK002 body type, LK003 option, LK004 option that
-- doesn't apply to the body type, LK005 value.

-- The categories that this tenant makes: those of its settings; all, if it says nothing.
CREATE FUNCTION offered_categories() RETURNS SETOF product_categories
LANGUAGE sql STABLE
AS $$
  SELECT c FROM product_categories c
  WHERE c.active AND coalesce((
    SELECT t.settings -> 'categories' ? c.code FROM tenants t
    WHERE t.id = nullif(current_setting('app.tenant_id', true), '')::bigint AND jsonb_typeof(t.settings -> 'categories') = 'array'
  ), true)
  ORDER BY c.sort_order, c.code
$$;

-- One price: of a category (option NULL) or of an option, for a body type or else for any. Of an addon, the line for one of
-- the choices made goes before the line without.
CREATE FUNCTION find_price(wanted_category bigint, wanted_option bigint, choices text[], wanted_body bigint, on_day date)
RETURNS TABLE (price numeric, currency text, body_type text)
LANGUAGE sql STABLE
AS $$
  SELECT p.base_price, p.currency, b.code
  FROM prices p LEFT JOIN body_types b ON b.id = p.body_type_id
  WHERE p.tenant_id = nullif(current_setting('app.tenant_id', true), '')::bigint
    AND p.category_id IS NOT DISTINCT FROM wanted_category AND p.option_id IS NOT DISTINCT FROM wanted_option
    AND (p.option_value IS NULL OR p.option_value = ANY (choices))
    AND (p.body_type_id IS NULL OR p.body_type_id = wanted_body)
    AND p.valid_from <= on_day AND (p.valid_to IS NULL OR p.valid_to > on_day)
  ORDER BY p.option_value IS NULL, p.body_type_id IS NULL
  LIMIT 1
$$;

CREATE FUNCTION quote_price(category text, body_type text DEFAULT NULL, options text[] DEFAULT '{}', on_day date DEFAULT current_date)
RETURNS jsonb
LANGUAGE plpgsql STABLE
AS $$
#variable_conflict use_variable
DECLARE
  offered   product_categories;
  body      bigint;
  chosen    record;
  named     product_options;
  choices   text[] := '{}';
  seen      text[] := '{}';
  found     record;
  lines     jsonb := '[]';
  missing   jsonb := '[]';
  total     numeric := 0;
  money     text;
  carried   text;
  has_base  boolean;
  priced    boolean;
  settings  jsonb;
BEGIN
  SELECT * INTO offered FROM offered_categories() c WHERE c.code = category;
  IF offered.id IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'LK001', MESSAGE = format('There is no category ''%s'' here.', category),
      HINT = format('Choose one of: %s.', (SELECT string_agg(c.code, ', ') FROM offered_categories() c));
  END IF;
  IF body_type IS NOT NULL THEN
    SELECT b.id INTO body FROM body_types b WHERE b.code = body_type;
    IF body IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'LK002', MESSAGE = format('There is no body type ''%s''.', body_type),
        HINT = format('Choose one of: %s.', (SELECT string_agg(b.code, ', ' ORDER BY b.sort_order) FROM body_types b));
    END IF;
  END IF;
  SELECT t.settings INTO settings FROM tenants t WHERE t.id = nullif(current_setting('app.tenant_id', true), '')::bigint;
  money := coalesce(settings ->> 'currency', 'KGS');

  -- All choices first: the price of an addon may depend on them.
  FOR chosen IN SELECT split_part(o, '=', 1) AS code, nullif(substr(o, strpos(o || '=', '=') + 1), '') AS value FROM unnest(options) AS o LOOP
    SELECT * INTO named FROM product_options o WHERE o.category_id = offered.id AND o.code = chosen.code;
    IF named.id IS NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'LK003', MESSAGE = format('''%s'' has no option ''%s''.', category, chosen.code),
        HINT = format('Choose among: %s.', coalesce((SELECT string_agg(o.code, ', ' ORDER BY o.sort_order, o.code) FROM product_options o WHERE o.category_id = offered.id), 'nothing'));
    ELSIF chosen.code = ANY (seen) THEN
      RAISE EXCEPTION USING ERRCODE = 'LK005', MESSAGE = format('The option ''%s'' is given twice.', chosen.code), HINT = 'Give it once.';
    ELSIF body_type IS NOT NULL AND NOT coalesce(body_type = ANY (named.applicable_to), true) THEN
      RAISE EXCEPTION USING ERRCODE = 'LK004', MESSAGE = format('The option ''%s'' does not apply to ''%s''.', chosen.code, body_type),
        HINT = format('It applies to: %s.', array_to_string(named.applicable_to, ', '));
    ELSIF named.option_type = 'choice' AND (chosen.value IS NULL OR NOT named.allowed_values ? chosen.value) THEN
      RAISE EXCEPTION USING ERRCODE = 'LK005',
        MESSAGE = CASE WHEN chosen.value IS NULL THEN format('The option ''%s'' needs a value.', chosen.code)
          ELSE format('''%s'' is no value of the option ''%s''.', chosen.value, chosen.code) END,
        HINT = format('Write %s=… with one of: %s.', chosen.code, (SELECT string_agg(v, ', ' ORDER BY v) FROM jsonb_object_keys(named.allowed_values) AS v));
    ELSIF named.option_type <> 'choice' AND chosen.value IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'LK005', MESSAGE = format('The option ''%s'' takes no value.', chosen.code),
        HINT = format('Write %s alone.', chosen.code);
    END IF;
    seen := seen || chosen.code;
    choices := choices || chosen.value;
  END LOOP;
  choices := array_remove(choices, NULL);

  SELECT * INTO found FROM find_price(offered.id, NULL, '{}', body, on_day);
  has_base := found.price IS NOT NULL;
  IF has_base THEN
    lines := lines || jsonb_build_object('code', category, 'value', NULL, 'body_type', found.body_type, 'price', found.price);
    total := found.price;
    money := found.currency;
  END IF;

  FOR chosen IN SELECT split_part(o, '=', 1) AS code, nullif(substr(o, strpos(o || '=', '=') + 1), '') AS value FROM unnest(options) AS o LOOP
    SELECT * INTO named FROM product_options o WHERE o.category_id = offered.id AND o.code = chosen.code;
    SELECT * INTO found FROM find_price(NULL, named.id, CASE WHEN named.option_type = 'choice' THEN ARRAY[chosen.value] ELSE choices END, body, on_day);
    IF found.price IS NOT NULL THEN
      IF named.option_type = 'choice' AND NOT has_base THEN carried := chosen.code; END IF;
      lines := lines || jsonb_build_object('code', chosen.code, 'value', chosen.value, 'body_type', found.body_type, 'price', found.price);
      total := total + found.price;
      money := found.currency;
    ELSE
      -- A choice that this tenant never prices (a colour) bears on no price.
      priced := named.option_type <> 'choice' OR EXISTS (SELECT FROM prices p WHERE p.option_id = named.id AND p.option_value = ANY (SELECT jsonb_object_keys(named.allowed_values))
        AND p.valid_from <= on_day AND (p.valid_to IS NULL OR p.valid_to > on_day));
      lines := lines || jsonb_build_object('code', chosen.code, 'value', chosen.value, 'body_type', NULL, 'price', CASE WHEN NOT priced THEN 0 END);
      IF priced THEN
        missing := missing || jsonb_build_object('code', chosen.code, 'value', chosen.value, 'reason', 'no_price', 'allowed', NULL);
      END IF;
    END IF;
  END LOOP;

  IF NOT has_base AND carried IS NULL THEN
    -- A choice may carry the base price: then it is the choice that is missing.
    SELECT o.code, array_agg(DISTINCT p.option_value ORDER BY p.option_value) AS allowed INTO found
    FROM product_options o
    JOIN prices p ON p.option_id = o.id
    WHERE o.category_id = offered.id AND o.option_type = 'choice' AND NOT o.code = ANY (seen)
      AND p.valid_from <= on_day AND (p.valid_to IS NULL OR p.valid_to > on_day)
      AND (p.body_type_id IS NULL OR p.body_type_id = body)
    GROUP BY o.code, o.sort_order ORDER BY o.sort_order LIMIT 1;
    IF found.code IS NOT NULL THEN
      missing := jsonb_build_object('code', found.code, 'value', NULL, 'reason', 'no_choice', 'allowed', to_jsonb(found.allowed)) || missing;
    ELSIF body IS NULL AND EXISTS (
      SELECT FROM prices p LEFT JOIN product_options o ON o.id = p.option_id
      WHERE coalesce(p.category_id, o.category_id) = offered.id AND p.body_type_id IS NOT NULL
    ) THEN
      missing := jsonb_build_object('code', 'body_type', 'value', NULL, 'reason', 'no_choice', 'allowed', (
        SELECT jsonb_agg(DISTINCT b.code) FROM prices p LEFT JOIN product_options o ON o.id = p.option_id JOIN body_types b ON b.id = p.body_type_id
        WHERE coalesce(p.category_id, o.category_id) = offered.id)) || missing;
    ELSE
      missing := jsonb_build_object('code', category, 'value', NULL, 'reason', 'no_price', 'allowed', NULL) || missing;
    END IF;
  END IF;

  RETURN jsonb_build_object(
    'status', CASE WHEN missing = '[]' THEN 'priced' ELSE 'on_request' END, 'category', category, 'body_type', body_type,
    'total', CASE WHEN missing = '[]' THEN total END, 'currency', money,
    'show_price', coalesce((settings -> 'show_price_in_summary')::boolean, true), 'lines', lines, 'missing', missing);
END $$;
