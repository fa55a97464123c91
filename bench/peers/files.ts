/** Configuration of the peers and of the upstream: all bare, one worker each, logs off. */

/** The API behind everybody: a fixed JSON answer, on the load's core. */
export const upstreamConfig = (port: number, folder: string): string => `
worker_processes 1; daemon off; pid ${folder}/upstream.pid; error_log ${folder}/upstream.log crit;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; client_body_temp_path ${folder}/u-body; client_max_body_size 0;
  server {
    listen 127.0.0.1:${port} reuseport backlog=4096; default_type application/json;
    location / { return 200 '{"id":4711,"name":"North River Clinic","open":true,"tags":["family","children"],"seats":[1,2,3],"updated":"2026-11-20T10:00:00Z","links":{"self":"/v2/clinics/4711","visits":"/v2/clinics/4711/visits"}}'; }
  }
}`;

/** nginx with nothing but proxy_pass. */
export const nginxProxyConfig = (port: number, upstream: number, folder: string): string => `
worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log crit;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; client_body_temp_path ${folder}/n-body; proxy_temp_path ${folder}/n-proxy;
  upstream api { server 127.0.0.1:${upstream}; keepalive 256; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port} reuseport backlog=4096;
    location / { proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; }
  }
}`;

/** caddy with nothing but reverse_proxy. */
export const caddyConfig = (port: number, upstream: number): string => `{
  admin off
  auto_https off
  log {
    output discard
  }
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:${upstream}
}
`;

/** Heliostat with capture, inventory and stores on, one worker. */
export const heliostatConfig = (port: number, hubPort: number, upstream: number, folder: string): string => `
data: ${folder}/heliostat
workers: 1
hub: { port: ${hubPort} }
listeners: [{ name: default, port: ${port} }]
services: [{ name: clinic, connectionsMax: 256, upstreams: [{ url: 'http://127.0.0.1:${upstream}' }] }]
`;

/** wrk: POST of 1 KB of JSON. */
export const postScript = (): string => {
  const body = JSON.stringify({
    patientId: 'pat_8f3k2m',
    practitionerId: 'prc_19x4pp',
    clinic: 'north-river-clinic',
    start: '2026-11-24T09:30:00Z',
    minutes: 20,
    reason: 'Follow-up after blood test',
    contact: { email: 'ana.lopez@example.org', phone: '+34 600 123 456', preferred: 'email' },
    address: { street: 'Calle Mayor 12', city: 'Madrid', postcode: '28013', country: 'ES' },
    insurance: { member: 'INS-0042-991', plan: 'basic' },
    notes: Array.from({ length: 6 }, (_, index) => ({
      at: `2026-11-${10 + index}T08:00:00Z`,
      text: 'Reads well, no complaints so far',
      author: `prc_${index}a`,
    })),
  }).slice(0, 4096);
  return `wrk.method = "POST"\nwrk.body = ${JSON.stringify(body)}\nwrk.headers["Content-Type"] = "application/json"\nwrk.headers["Authorization"] = "Bearer bench-token-of-one-client"\n`;
};

/** wrk: GET as an API client sends it. */
export const getScript = (): string =>
  'wrk.headers["Authorization"] = "Bearer bench-token-of-one-client"\nwrk.headers["Accept"] = "application/json"\n';
