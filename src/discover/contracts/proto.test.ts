import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { groupContracts, readContractGroup } from './index.ts';
import {
  ContractFolder,
  operationLines,
  parameterLines,
  readText,
  warningCodes,
} from './testing/contract-folder.ts';

const shop = `// Copyright somebody
syntax = "proto3";

package shop.v1;

import "google/api/annotations.proto";
import public "shop/v1/common.proto";

option go_package = "example.org/shop;shop";

/* Orders of the shop */
service Orders {
  option (google.api.default_host) = "orders.example.org";
  option (google.api.oauth_scopes) = "https://example.org/orders,"
      "https://example.org/all";

  // Reads one order. Needs its name.
  rpc GetOrder(GetOrderRequest) returns (Order) {
    option (google.api.http) = {
      get: "/v1/{name=shops/*/orders/*}"
      additional_bindings { get: "/v1/orders/{name}" }
      additional_bindings: { custom: { kind: "HEAD" path: "/v1/{name=archive/**}" } }
    };
  }
  rpc PutOrder(PutOrderRequest) returns (Order) {
    option deprecated = true;
    option (google.api.http).patch = "/v1/orders/{order.name}:put"; // trailing
    option (google.api.http).body = "order";
  }
  rpc Watch(stream .shop.v1.GetOrderRequest) returns (stream Order);
  rpc Call(GetOrderRequest) returns (Order) { option (google.api.http) = { post: "/v1/orders:call" body: "*" }; }
}

message GetOrderRequest {
  reserved 4, 9 to 11;
  string name = 1 [(google.api.field_behavior) = REQUIRED, deprecated = true];
  View view = 2;
  enum View { BASIC = 0; FULL = 1; }
  oneof choice {
    int64 number = 3;
    google.protobuf.Timestamp at = 5;
  }
  map<string, Order> orders = 6;
  repeated string option = 7;
}
message PutOrderRequest { Order order = 1; bool check = 2; shop.v1.Address address = 3; }
message Order { string name = 1; Item item = 2; message Item { bytes id = 1; } }
`;

describe('proto', () => {
  test('methods, streams, HTTP bindings, comments and scopes', async () => {
    using folder = new ContractFolder({
      'api/shop/v1/shop.proto': shop,
      'api/shop/v1/common.proto':
        'syntax = "proto3"; package shop.v1; message Address { string street = 1; }',
    });
    const evidence = await folder.read('api/shop/v1/shop.proto');
    assert.deepEqual(evidence.warnings, []);
    assert.deepEqual(operationLines(evidence), [
      'POST /shop.v1.Orders/GetOrder',
      'GET /v1/shops/{shop}/orders/{order}',
      'GET /v1/orders/{name}',
      'HEAD /v1/archive/{name*}',
      'POST /shop.v1.Orders/PutOrder',
      'PATCH /v1/orders/{order.name}:put',
      'POST /shop.v1.Orders/Watch',
      'POST /shop.v1.Orders/Call',
      'POST /v1/orders:call',
    ]);
    const [get, , , , put, patch, watch] = evidence.sightings;
    assert.equal(get?.kind, 'grpc');
    assert.equal(get?.purpose?.text, 'Reads one order');
    assert.equal(get?.place.line, 18);
    assert.deepEqual(get?.hosts, ['orders.example.org']);
    assert.deepEqual(get?.auth.schemes[0]?.scopes, ['https://example.org/orders', 'https://example.org/all']);
    assert.deepEqual(parameterLines(evidence), [
      'body name string!',
      'body view string',
      'body number integer:int64',
      'body at string:date-time',
      'body orders object',
      'body option array',
    ]);
    assert.deepEqual(parameterLines(evidence, 2).slice(0, 2), ['path name string!', 'query view string']);
    assert.equal(put?.deprecated, true);
    assert.equal(put?.purpose, null);
    assert.equal(patch?.kind, 'rest');
    assert.deepEqual(parameterLines(evidence, 5), [
      'path order.name string!',
      'query check boolean',
      'query address object',
    ]);
    assert.deepEqual(watch?.tags, ['Orders', 'client-streaming', 'server-streaming']);
  });

  test('files are read together, also without their imports', async () => {
    using folder = new ContractFolder({
      'a/a.proto':
        'syntax="proto2"; import "b/b.proto"; import "gone.proto"; service A { rpc Do (B) returns (B); }',
      'b/b.proto':
        "syntax='proto2'; message B { required int32 id = 1; optional group Inner = 2 { optional string x = 1; } }",
    });
    const found = ['a/a.proto', 'b/b.proto'].map((path) => ({
      file: folder.file(path),
      format: 'proto' as const,
    }));
    const [group, ...rest] = groupContracts(found);
    assert.deepEqual(rest, []);
    assert.ok(group);
    const evidence = await readContractGroup(group);
    assert.deepEqual(operationLines(evidence), ['POST /A/Do']);
    assert.deepEqual(parameterLines(evidence), ['body id integer:int32!', 'body inner object']);
    assert.deepEqual(warningCodes(evidence), ['reference-missing']);
  });

  test('faults cost only what they stand in', async () => {
    const evidence = await readText(
      'x.proto',
      'syntax = "proto3";\nservice S {\n rpc A(M) returns (M);\n rpc B(;\n rpc C(M) returns (M) {}\n}\n}\nmessage M { string a 1; string b = 2; }\nservice T { rpc D(M) returns (M);',
    );
    assert.deepEqual(operationLines(evidence), ['POST /S/A', 'POST /S/C', 'POST /T/D']);
    assert.deepEqual(parameterLines(evidence), ['body b string']);
    assert.ok(evidence.warnings.every(({ code }) => code === 'syntax-error'));
    const deep = await readText('d.proto', `message A {`.repeat(100_000));
    assert.ok(warningCodes(deep).length > 0);
  });
});
