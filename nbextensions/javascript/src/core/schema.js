// Whether a value is one that a trait takes, told by the part of JSON Schema that Python writes.

/**
 * @typedef {object} Schema
 * @property {"number" | "integer" | "string" | "boolean" | "array" | "object"} [type]
 * @property {any[]} [enum]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {Schema} [items]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 * @property {Schema} [additionalProperties]
 * @property {Schema[]} [anyOf]
 */

/**
 * @param {any} value  from JSON
 * @param {Schema} schema  {}: anything
 * @returns {boolean}
 */
export function fits(value, schema) {
  if (schema.enum) return schema.enum.includes(value);
  if (schema.anyOf) return schema.anyOf.some((one) => fits(value, one));
  if (schema.type === "array") return Array.isArray(value) && listFits(value, schema);
  if (schema.type === "object") return isMapping(value) && mappingFits(value, schema);
  if (schema.type === "number" || schema.type === "integer") return numberFits(value, schema);
  return schema.type === undefined || typeof value === schema.type;
}

/** @param {any} value @param {Schema} schema */
function numberFits(value, { type, minimum = -Infinity, maximum = Infinity }) {
  const isOne = type === "integer" ? Number.isInteger(value) : Number.isFinite(value); // JSON's 1e999 is not
  return isOne && value >= minimum && value <= maximum;
}

/** @param {any[]} list @param {Schema} schema */
function listFits(list, { items = {}, minItems = 0, maxItems = Infinity }) {
  return list.length >= minItems && list.length <= maxItems && list.every((item) => fits(item, items));
}

/** @param {Record<string, any>} mapping @param {Schema} schema */
function mappingFits(mapping, { additionalProperties = {} }) {
  return Object.values(mapping).every((value) => fits(value, additionalProperties));
}

/** @param {any} value @returns {boolean} whether it has names: no list, not null */
export function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
