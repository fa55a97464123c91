import './method-path.css';

/** The template with its parameters, or its GraphQL field, in accent ink. */
export function Path({ path }: { readonly path: string }) {
  const parts = path.split(/(\{[^}]*\}|#.*$)/);
  return (
    <span className="path">
      {parts.map((part, at) =>
        part === '' ? null : part.startsWith('{') || part.startsWith('#') ? (
          <span key={at} className="path-parameter">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </span>
  );
}

/** The method in its own fixed width, so that paths stand under each other. */
export function Method({ method }: { readonly method: string }) {
  return <span className="method">{method}</span>;
}

/** Method and path on one line. */
export function MethodPath({ method, path }: { readonly method: string; readonly path: string }) {
  return (
    <span className="method-path">
      <Method method={method} /> <Path path={path} />
    </span>
  );
}
