/** C# methods, local functions and lambdas. */
import type { Fn } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { CsharpFile } from './file.ts';
import { lowerType } from './types.ts';

/** Lowers a function with its parameters, attributes and body. */
export function lowerFn(node: SyntaxNode, name: string, file: CsharpFile): Fn {
  const params = file.params(node.at('parameters') ?? node.child('parameter_list', 'implicit_parameter'));
  const returns = node.at('returns') ?? (node.type === 'lambda_expression' ? undefined : node.at('type'));
  const locals = params.map((one) => one.name);
  return {
    name,
    params,
    body: file.body(node.at('body') ?? node.child('block', 'arrow_expression_clause'), locals),
    decorators: file.attributesOf(node),
    ...(returns === undefined ? {} : { returns: lowerType(returns, file.names) }),
    line: (node.at('name') ?? node).line,
    endLine: node.endLine,
  };
}
