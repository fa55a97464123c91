/** Id of the framework. */
export const id = 'symfony';
