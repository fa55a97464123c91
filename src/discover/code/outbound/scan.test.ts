import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openGrammars } from '../grammar.ts';
import type { Module } from '../ir.ts';
import { libraries } from '../libraries.ts';
import { lowerFile } from '../lowering.ts';
import { runProject } from '../machine/run.ts';
import { makeProject } from '../project.ts';
import { scanOutbound } from './scan.ts';
import { partyOf } from './third-parties.ts';

const grammars = await openGrammars();
after(() => grammars[Symbol.dispose]());

const scan = async (files: Readonly<Record<string, string>>) => {
  const modules = new Map<string, Module>();
  for (const [file, text] of Object.entries(files)) {
    const { module } = await lowerFile(file, text, grammars, 5_000);
    if (module !== null) modules.set(file, module);
  }
  const project = makeProject({ modules, files: Object.keys(files), read: () => null, apiOf: () => 'shop' });
  const { machine } = runProject(project, [], libraries);
  const { outbound, components } = scanOutbound(machine, { apiOf: () => 'shop', roleOf: () => 'app' });
  return {
    outbound: outbound.map((one) =>
      [
        one.client,
        one.method ?? '',
        `${one.transport}://${one.host ?? `(${one.name})`}${one.path ?? ''}`,
        one.fields.join(','),
      ]
        .filter((part) => part !== '')
        .join(' '),
    ),
    components: components.map(({ kind, name }) => `${kind} ${name}`),
  };
};

describe('outbound calls in code', () => {
  it('reads clients of JavaScript, addresses from constants of other files, and libraries of one party', async () => {
    const found = await scan({
      'config.js': `export const PAY = 'https://pay.example-bank.com/v2'; export const docs = 'https://www.w3.org/x';`,
      'pay.js': `import { PAY } from './config.js'; import axios from 'axios'; import Stripe from 'stripe'; import pg from 'pg';
export async function charge(order) {
  await axios.post(\`\${PAY}/charges/\${order.id}\`, { amount: order.total, email: order.email });
  await fetch('http://audit.partner.io/log', { method: 'PUT', body: JSON.stringify({ user: 1 }) });
  await fetch(process.env.RISK_URL + '/score?ip=1');
  await fetch('/own'); await fetch('http://localhost:3000/x');
}`,
    });
    assert.deepEqual(found.outbound.sort(), [
      'axios.post POST https://pay.example-bank.com/v2/charges/{id} amount,email',
      'constant https://pay.example-bank.com',
      'fetch GET unknown://(process.env.RISK_URL)/score',
      'fetch PUT http://audit.partner.io/log user',
      'pg sql://(PostgreSQL)',
      'stripe https://api.stripe.com',
    ]);
    assert.deepEqual(found.components, ['database PostgreSQL']);
  });

  it('reads clients of Python and Go', async () => {
    const found = await scan({
      'app.py': `import requests
import boto3
BASE = "https://api.partner.io"
def send(user):
    requests.post(f"{BASE}/users/{user.id}/notify", json={"email": user.email, "text": "x"}, timeout=5)
    requests.request("PATCH", BASE + "/flags")
`,
      'main.go': `package main
import ("net/http"; "bytes")
func call(id string) { req, _ := http.NewRequest("DELETE", "https://hooks.partner.io/v1/" + id, bytes.NewBuffer(nil)); _ = req }
`,
    });
    assert.deepEqual(found.outbound.sort(), [
      'boto3 https://amazonaws.com',
      'net/http.NewRequest DELETE https://hooks.partner.io/v1/{id}',
      'requests.post POST https://api.partner.io/users/{id}/notify email,text',
      'requests.request PATCH https://api.partner.io/flags',
    ]);
  });
});

describe('third parties', () => {
  it('are told by whole names of imports', () => {
    assert.equal(partyOf('pg')?.party.title, 'PostgreSQL');
    assert.equal(partyOf('pgaudit'), null);
    assert.equal(partyOf('pg-format'), null);
    assert.equal(partyOf('@aws-sdk/client-s3')?.party.host, 'amazonaws.com');
    assert.equal(partyOf('github.com/stripe/stripe-go/v76')?.party.title, 'Stripe');
  });
});
