/** A gauge reaches to twice the limit, whose mark stands in the middle. */
const reach = 2

/** fullness is how far a gauge is filled, in percent. */
export const fullness = (value: number, limit: number) =>
  limit > 0 ? Math.min(100, (100 * value) / (reach * limit)) : value > 0 ? 100 : 0
