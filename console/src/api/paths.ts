/** From the generated description: which paths can be read, what they take and what they answer. */
import type { paths } from './generated/schema.d.ts';

type Json<Content> = Content extends { readonly content: { readonly 'application/json': infer Body } }
  ? Body
  : undefined;
type Success<Responses> = Responses extends { readonly 200: infer Ok }
  ? Json<Ok>
  : Responses extends { readonly 201: infer Made }
    ? Json<Made>
    : Responses extends { readonly 202: infer Taken }
      ? Json<Taken>
      : undefined;

/** HTTP methods that change something. */
export type WriteMethod = 'post' | 'put' | 'delete';

/** Paths with this method. */
export type PathsWith<Method extends 'get' | WriteMethod> = {
  [Path in keyof paths]: paths[Path] extends { readonly [M in Method]: { readonly responses: unknown } }
    ? Path
    : never;
}[keyof paths];

type Operation<Path extends keyof paths, Method extends string> = paths[Path] extends {
  readonly [M in Method]: infer One;
}
  ? One
  : never;

/** What a path answers when all is well. */
export type AnswerOf<Path extends keyof paths, Method extends string> =
  Operation<Path, Method> extends { readonly responses: infer Responses } ? Success<Responses> : never;

/** What a path's query may say; undefined stands for absent. */
export type QueryOf<Path extends keyof paths> =
  Operation<Path, 'get'> extends { readonly parameters: { readonly query?: infer Query } }
    ? { readonly [Name in keyof NonNullable<Query>]?: NonNullable<Query>[Name] | undefined }
    : Readonly<Record<string, never>>;

/** What a path's body says. */
export type BodyOf<Path extends keyof paths, Method extends WriteMethod> =
  Operation<Path, Method> extends {
    readonly requestBody: { readonly content: { readonly 'application/json': infer Body } };
  }
    ? Body
    : undefined;
