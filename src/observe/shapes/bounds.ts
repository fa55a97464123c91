/** How far a body is looked into. What lies beyond is passed over and the shape says so (`x: true`). */
export const bounds = {
  /** Containers within containers. */
  depthMax: 24,
  /** Properties of one object. */
  propertiesMax: 256,
  /** Items of one array whose values are judged and whose shapes are merged: the first ones. */
  itemsMax: 50,
  /** Values of one body. */
  valuesMax: 20_000,
  /** Characters of one string that are judged: the first ones. */
  stringCharactersMax: 2048,
  /** Bytes of a body after its content coding is removed. */
  decodedBytesMax: 1_048_576,
  /** Alternatives of one value. */
  alternativesMax: 4,
  /** Objects of one shape under this many names are a dictionary, whatever the names. */
  dictionaryKeysMin: 16,
} as const;
