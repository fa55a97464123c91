/** One weakness's switch: the careless rule beside the right one. Handlers ask the rule and never know which twin they are in. */
export type Policy<Rule> = { readonly weak: Rule; readonly fixed: Rule };

/**
 * Writes down a switch.
 *
 * @example
 * policy<(person: Person) => boolean>({ weak: () => true, fixed: (person) => person.role === 'doctor' })
 */
export const policy = <Rule>(sides: Policy<Rule>): Policy<Rule> => sides;
