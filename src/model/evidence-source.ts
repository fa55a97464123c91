/** Where evidence for an operation comes from, and what kinds of operation there are. */

/** Where evidence for an operation comes from, always in this order. */
export type EvidenceSource = 'code' | 'contract' | 'traffic' | 'outside';

/** HTTP | GraphQL field | WebSocket | gRPC method. */
export type OperationKind = 'rest' | 'graphql' | 'websocket' | 'grpc';
