/** The text of the console's generated types. */
import openapiTS, { astToString } from 'openapi-typescript';
import { describeControlApi } from '../../src/server/openapi.ts';

const header = `/** Made by \`npm run api-types\` from the control API's description. Do not edit. */\n\n`;

/** The types as they would be written now. */
export async function typesText(): Promise<string> {
  // The version is left out, so that a release changes nothing here.
  const description = structuredClone(describeControlApi('0.0.0'));
  const nodes = await openapiTS(description as Parameters<typeof openapiTS>[0] & object, {
    alphabetize: true,
    immutable: true,
    silent: true,
  });
  return header + astToString(nodes);
}
