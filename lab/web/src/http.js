/** Calls the API with the session's cookie. */
export const createClient = (base) => {
  const request = async (path, options = {}) => {
    const answer = await fetch(`${base}${path}`, {
      credentials: 'include',
      ...options,
      headers: { accept: 'application/json', ...options.headers },
    });
    if (!answer.ok) throw answer;
    return answer.status === 204 ? null : answer.json();
  };
  const sending = (method) => (path, body, headers) =>
    request(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body ?? {}),
    });
  return {
    get: (path, headers) => request(path, { headers }),
    post: sending('POST'),
    remove: (path) => request(path, { method: 'DELETE' }),
  };
};
