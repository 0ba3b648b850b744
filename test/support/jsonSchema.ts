/** Enough of JSON Schema to judge our own: an unknown keyword is an error, lest it be ignored. */
export type Schema = Readonly<Record<string, unknown>>;

const NOTES = ['$schema', '$defs', 'title', 'description', 'examples'];

/** Whether a value fits a schema: `fits({ type: 'string' }, 'x', root)`. */
export function fits(schema: Schema, value: unknown, root: Schema = schema): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    if (NOTES.includes(keyword)) return true;
    const check = CHECKS[keyword];
    if (!check) throw new Error(`The schema uses '${keyword}', which this test doesn't know.`);
    return check(rule, value, schema, root);
  });
}

type Check = (rule: unknown, value: unknown, schema: Schema, root: Schema) => boolean;
const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isString = (value: unknown): value is string => typeof value === 'string';
const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: isString,
  number: isNumber,
};

const CHECKS: Readonly<Record<string, Check>> = {
  $ref: (rule, value, _, root) => {
    const target = String(rule)
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((at, key) => (at as Schema)[key], root);
    return fits(target as Schema, value, root);
  },
  anyOf: (rule, value, _, root) => (rule as Schema[]).some((schema) => fits(schema, value, root)),
  type: (rule, value) => TYPES[String(rule)]!(value),
  enum: (rule, value) => (rule as unknown[]).includes(value),
  required: (rule, value) => !isObject(value) || (rule as string[]).every((key) => key in value),
  properties: (rule, value, _, root) =>
    !isObject(value) ||
    Object.entries(rule as Schema).every(
      ([key, schema]) => !(key in value) || fits(schema as Schema, value[key], root),
    ),
  additionalProperties: (rule, value, { properties }) =>
    rule !== false || !isObject(value) || Object.keys(value).every((key) => key in (properties as Schema)),
  items: (rule, value, _, root) => !Array.isArray(value) || value.every((item) => fits(rule as Schema, item, root)),
  minItems: (rule, value) => !Array.isArray(value) || value.length >= Number(rule),
  maxItems: (rule, value) => !Array.isArray(value) || value.length <= Number(rule),
  minimum: (rule, value) => !isNumber(value) || value >= Number(rule),
  minLength: (rule, value) => !isString(value) || value.length >= Number(rule),
  pattern: (rule, value) => !isString(value) || new RegExp(String(rule), 'u').test(value),
};
