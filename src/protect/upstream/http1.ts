/** HTTP/1.1 to an upstream, by an undici pool. */
import { type Dispatcher, Pool } from 'undici';
import type { ServiceConfig } from '../../config/service.ts';
import type { Transport, UpstreamCall, UpstreamHandler } from './transport.ts';

/** Header bytes an upstream may send. */
const answerHeaderBytesMax = 65_536;

/** A pool of HTTP/1.1 connections to one origin. */
export function http1Transport(origin: string, service: ServiceConfig): Transport {
  const pool = new Pool(origin, {
    connections: service.connectionsMax,
    pipelining: 1,
    connectTimeout: service.timeouts.connectMs,
    headersTimeout: service.timeouts.headersMs,
    bodyTimeout: service.timeouts.bodyIdleMs,
    maxHeaderSize: answerHeaderBytesMax,
    connect: { rejectUnauthorized: service.tlsVerify, timeout: service.timeouts.connectMs },
  });
  return {
    dispatch(call: UpstreamCall, handler: UpstreamHandler) {
      pool.dispatch(
        call as unknown as Dispatcher.DispatchOptions,
        handler as unknown as Dispatcher.DispatchHandler,
      );
    },
    close: () => pool.close(),
    destroy: () => pool.destroy(),
  };
}
