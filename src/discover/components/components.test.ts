import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentLines, componentsIn } from './testing/component-folder.ts';

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'package-lock.json, version 3',
    files: {
      'package.json': '{"name":"shop","engines":{"node":">=20"},"dependencies":{"express":"^5.0.0"}}',
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { name: 'shop', dependencies: { express: '^5.0.0' }, devDependencies: { '@types/pg': '*' } },
          'node_modules/express': { version: '5.1.0' },
          'node_modules/@types/pg': { version: '8.0.0', dev: true },
          'node_modules/express/node_modules/ms': { version: '2.1.3' },
          'node_modules/local': { resolved: 'packages/local', link: true },
        },
      }),
    },
    lines: [
      'framework express 5.1.0 direct runtime',
      'library @types/pg 8.0.0 direct development',
      'library ms 2.1.3 runtime',
      'runtime Node.js >=20 direct runtime',
    ],
  },
  {
    name: 'package-lock.json, version 1',
    files: {
      'package.json': '{"dependencies":{"pg":"1"}}',
      'package-lock.json': JSON.stringify({
        lockfileVersion: 1,
        dependencies: {
          pg: { version: '8.11.0', dependencies: { split2: { version: '4.2.0' } } },
          other: { version: 'npm:real@1.0.0', dev: true },
          git: { version: 'git+ssh://git@example.org/a.git#abc' },
        },
      }),
    },
    lines: [
      'driver pg 8.11.0 direct runtime',
      'library split2 4.2.0 runtime',
      'library real 1.0.0 development',
      'library git ? runtime',
    ],
  },
  {
    name: 'package.json alone',
    files: {
      'package.json': '{"dependencies":{"koa":"2.15.0","left":"^1.0.0"},"devDependencies":{"ava":"6.0.0"}}',
    },
    lines: [
      'library ava 6.0.0 direct development',
      'framework koa 2.15.0 direct runtime',
      'library left ? direct runtime',
    ],
  },
  {
    name: 'yarn.lock, version 1',
    files: {
      'package.json': '{"dependencies":{"fastify":"^5.0.0"}}',
      'yarn.lock':
        '# yarn lockfile v1\n\n\n"@babel/code@^7.0.0", "@babel/code@^7.1.0":\n  version "7.2.0"\n  resolved "https://x"\n  dependencies:\n    version "9"\n\nfastify@^5.0.0:\n  version "5.1.0"\n\nalias@npm:true-name@^1.0.0:\n  version "1.0.1"\n',
    },
    lines: [
      'library @babel/code 7.2.0 unknown',
      'framework fastify 5.1.0 direct runtime',
      'library true-name 1.0.1 unknown',
    ],
  },
  {
    name: 'yarn.lock of Yarn 4',
    files: {
      'yarn.lock':
        '__metadata:\n  version: 8\n  cacheKey: 10\n\n"shop@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "shop@workspace:."\n  linkType: soft\n\n"hono@npm:^4.0.0":\n  version: 4.6.1\n  resolution: "hono@npm:4.6.1"\n  languageName: node\n  linkType: hard\n',
    },
    lines: ['framework hono 4.6.1 unknown'],
  },
  {
    name: 'pnpm-lock.yaml, versions 5, 6 and 9',
    files: {
      'a/pnpm-lock.yaml':
        'lockfileVersion: 5.4\ndependencies:\n  koa: 2.14.0\npackages:\n  /koa/2.14.0:\n    dev: false\n  /@types/koa/2.13.0_typescript@5.0.0:\n    dev: true\n',
      'b/pnpm-lock.yaml':
        "lockfileVersion: '6.0'\ndependencies:\n  h3:\n    specifier: ^1\n    version: 1.8.0\npackages:\n  /h3@1.8.0(vue@3.0.0):\n    dev: false\n",
      'c/pnpm-lock.yaml':
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    devDependencies:\n      vitest:\n        specifier: ^2\n        version: 2.0.0\npackages:\n  vitest@2.0.0:\n    engines: {node: '>=18'}\n  '@scope/x@1.2.3-rc.1':\n    engines: {node: '>=18'}\n",
    },
    lines: [
      'framework koa 2.14.0 direct runtime',
      'library @types/koa 2.13.0 development',
      'framework h3 1.8.0 direct runtime',
      'library vitest 2.0.0 direct development',
      'library @scope/x 1.2.3-rc.1 unknown',
    ],
  },
  {
    name: 'bun.lock',
    files: {
      'bun.lock':
        '{\n  "lockfileVersion": 1,\n  "workspaces": {"": {"name": "a", "dependencies": {"elysia": "^1.0.0",},},},\n  "packages": {\n    "elysia": ["elysia@1.1.0", "", {}, "sha512-x"],\n    "b": ["b@workspace:packages/b"],\n  },\n}',
    },
    lines: ['framework elysia 1.1.0 direct runtime'],
  },
  {
    name: 'requirements.txt',
    files: {
      'requirements.txt':
        '# pins\nFlask==3.0.0  # web\nrequests[security] == 2.31.0 ; python_version > "3"\nuvicorn>=0.2\ndjango==4.*\n-r other.txt\n--hash=sha256:aa\n./local\nhttps://example.org/x.whl\npsycopg2-binary==2.9.9 \\\n    --hash=sha256:bb\n',
      'requirements-dev.txt': 'pytest==8.0.0\n',
    },
    lines: [
      'library pytest 8.0.0 direct development',
      'framework flask 3.0.0 direct runtime',
      'library requests 2.31.0 direct runtime',
      'library uvicorn ? direct runtime',
      'framework django ? direct runtime',
      'driver psycopg2-binary 2.9.9 direct runtime',
    ],
  },
  {
    name: 'requirements.txt that pip-compile made',
    files: {
      'requirements.txt': 'click==8.1.7\n    # via flask\nflask==3.0.0\n    # via -r requirements.in\n',
    },
    lines: ['library click 8.1.7 runtime', 'framework flask 3.0.0 direct runtime'],
  },
  {
    name: 'poetry.lock with pyproject.toml',
    files: {
      'pyproject.toml':
        '[tool.poetry.dependencies]\npython = "^3.11"\nFastAPI = "^0.110"\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
      'poetry.lock':
        '[[package]]\nname = "fastapi"\nversion = "0.110.0"\n\n[[package]]\nname = "pytest"\nversion = "8.0.0"\n\n[[package]]\nname = "anyio"\nversion = "4.3.0"\ngroups = ["main"]\n\n[metadata]\nlock-version = "2.0"\n',
    },
    lines: [
      'framework fastapi 0.110.0 direct runtime',
      'library pytest 8.0.0 direct development',
      'library anyio 4.3.0 runtime',
      'runtime Python ^3.11 direct runtime',
    ],
  },
  {
    name: 'a poetry.lock with a broken table keeps the others',
    files: {
      'poetry.lock':
        '[[package]]\nname = "a"\nversion = "1.0"\n\n[[package]]\nname = \nversion = "1"\n\n[[package]]\nname = "b"\nversion = "2.0"\n',
    },
    lines: ['library a 1.0 unknown', 'library b 2.0 unknown'],
  },
  {
    name: 'uv.lock and Pipfile.lock',
    files: {
      'uv.lock':
        'version = 1\n[[package]]\nname = "own"\nversion = "0.1"\nsource = { virtual = "." }\n[[package]]\nname = "sanic"\nversion = "24.6.0"\nsource = { registry = "https://pypi.org/simple" }\n',
      'p/Pipfile.lock':
        '{"_meta":{"requires":{"python_version":"3.12"}},"default":{"tornado":{"index":"pypi","version":"==6.4"}},"develop":{"black":{"version":"==24.1.0"}}}',
    },
    lines: [
      'runtime Python 3.12 direct runtime',
      'framework tornado 6.4 direct runtime',
      'library black 24.1.0 development',
      'framework sanic 24.6.0 unknown',
    ],
  },
  {
    name: 'go.mod',
    files: {
      'go.mod':
        'module example.org/shop\n\ngo 1.22.3\n\nrequire github.com/gin-gonic/gin v1.10.0\n\nrequire (\n\tgolang.org/x/net v0.25.0 // indirect\n\texample.org/own v0.0.0\n\tgithub.com/old/x v1.0.0\n)\n\nreplace example.org/own => ../own\nreplace github.com/old/x v1.0.0 => github.com/new/x v1.1.0\n',
      'go.sum': 'golang.org/x/net v0.25.0 h1:a=\n',
    },
    lines: [
      'runtime Go 1.22.3 direct runtime',
      'framework github.com/gin-gonic/gin v1.10.0 direct runtime',
      'library golang.org/x/net v0.25.0 runtime',
      'library github.com/new/x v1.1.0 direct runtime',
    ],
  },
  {
    name: 'go.sum of an old module: the highest version',
    files: { 'go.sum': 'a.org/x v1.2.0 h1:a=\na.org/x v1.10.0 h1:a=\na.org/x v1.11.0/go.mod h1:a=\n' },
    lines: ['library a.org/x v1.10.0 runtime'],
  },
  {
    name: 'pom.xml with properties, managed versions and a parent',
    files: {
      'pom.xml':
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><groupId>g</groupId><artifactId>parent</artifactId><version>1</version><properties><java.version>21</java.version><pg.version>42.7.3</pg.version></properties><dependencyManagement><dependencies><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>${pg.version}</version></dependency></dependencies></dependencyManagement></project>',
      'web/pom.xml':
        '<project><parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>web</artifactId><dependencies><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency><dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>[4.13.2]</version><scope>test</scope></dependency><dependency><groupId>${project.groupId}</groupId><artifactId>x</artifactId><version>${none}</version></dependency></dependencies></project>',
    },
    lines: [
      'runtime Java 21 direct runtime',
      'runtime Java 21 direct runtime',
      'driver org.postgresql/postgresql 42.7.3 direct runtime',
      'library junit/junit 4.13.2 direct development',
      'library g/x ? direct runtime',
    ],
  },
  {
    name: 'build.gradle, gradle.lockfile, version catalogue',
    files: {
      'build.gradle':
        "ext.pgVersion = '42.7.1'\ndependencies {\n  implementation 'org.springframework.boot:spring-boot-starter-web:3.2.0'\n  implementation \"org.postgresql:postgresql:$pgVersion\"\n  testImplementation(\"junit:junit:4.13\")\n  implementation project(':x')\n}\n",
      'k/gradle.lockfile':
        '# made\ncom.google.guava:guava:33.0.0-jre=compileClasspath,runtimeClasspath\nempty=\n',
      'gradle/libs.versions.toml':
        '[versions]\nktor = "2.3.0"\n[libraries]\nktor = { module = "io.ktor:ktor-server-core", version.ref = "ktor" }\nplain = "a.b:c:1.0"\n',
    },
    lines: [
      'framework org.springframework.boot/spring-boot-starter-web 3.2.0 direct runtime',
      'driver org.postgresql/postgresql 42.7.1 direct runtime',
      'library junit/junit 4.13 direct development',
      'framework io.ktor/ktor-server-core 2.3.0 direct unknown',
      'library a.b/c 1.0 direct unknown',
      'library com.google.guava/guava 33.0.0-jre runtime',
    ],
  },
  {
    name: 'Gemfile.lock',
    files: {
      'Gemfile.lock':
        'GEM\n  remote: https://rubygems.org/\n  specs:\n    nokogiri (1.16.0-x86_64-linux)\n      racc (~> 1.4)\n    rails (7.1.3)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  rails (~> 7.1)\n\nRUBY VERSION\n   ruby 3.3.0p0\n',
    },
    lines: [
      'runtime Ruby 3.3.0 direct runtime',
      'library nokogiri 1.16.0 unknown',
      'framework rails 7.1.3 direct unknown',
    ],
  },
  {
    name: 'composer.lock',
    files: {
      'composer.json': '{"require":{"php":"^8.2","laravel/framework":"^11"}}',
      'composer.lock':
        '{"packages":[{"name":"laravel/framework","version":"v11.0.1"}],"packages-dev":[{"name":"phpunit/phpunit","version":"11.0.0"}]}',
    },
    lines: [
      'runtime PHP ^8.2 direct runtime',
      'framework laravel/framework 11.0.1 direct runtime',
      'library phpunit/phpunit 11.0.0 development',
    ],
  },
  {
    name: '.NET',
    files: {
      'Directory.Packages.props':
        '<Project><ItemGroup><PackageVersion Include="Npgsql" Version="8.0.1" /></ItemGroup></Project>',
      'a/a.csproj':
        '<Project Sdk="x"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Npgsql" /><PackageReference Include="Serilog" Version="3.1.0"><PrivateAssets>all</PrivateAssets></PackageReference></ItemGroup></Project>',
      'b/packages.lock.json':
        '{"version":1,"dependencies":{"net8.0":{"Dapper":{"type":"Direct","resolved":"2.1.0"},"Own":{"type":"Project"}}}}',
      'b/b.csproj':
        '<Project><ItemGroup><PackageReference Include="Dapper" Version="2.*" /></ItemGroup></Project>',
    },
    lines: [
      'runtime .NET 8.0 direct runtime',
      'driver Npgsql 8.0.1 direct runtime',
      'library Serilog 3.1.0 direct development',
      'library Dapper 2.1.0 direct runtime',
    ],
  },
  {
    name: 'Cargo.lock',
    files: {
      'Cargo.toml':
        '[package]\nname = "shop"\n[dependencies]\naxum = "0.7"\n[dev-dependencies]\nhyper = "1"\n',
      'Cargo.lock':
        'version = 3\n[[package]]\nname = "axum"\nversion = "0.7.5"\nsource = "registry+x"\n[[package]]\nname = "hyper"\nversion = "1.3.0"\nsource = "registry+x"\n[[package]]\nname = "shop"\nversion = "0.1.0"\ndependencies = ["axum", "hyper 1.3.0"]\n',
    },
    lines: ['framework axum 0.7.5 direct runtime', 'library hyper 1.3.0 direct development'],
  },
  {
    name: 'bills of materials',
    files: {
      'bom.json':
        '{"bomFormat":"CycloneDX","components":[{"type":"library","group":"org.x","name":"y","version":"1","purl":"pkg:maven/org.x/y@1","components":[{"type":"operating-system","name":"alpine","version":"3.20"}]}]}',
      'sbom.xml':
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component type="library"><name>zlib1g</name><version>1.2</version><purl>pkg:deb/debian/zlib1g@1.2</purl></component></components></bom>',
      'x.spdx.json':
        '{"spdxVersion":"SPDX-2.3","documentDescribes":["a"],"packages":[{"SPDXID":"a","name":"own"},{"SPDXID":"b","name":"dep","versionInfo":"2.0","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:npm/dep@2.0"}]}]}',
      'sbom.json': '{"not":"one"}',
    },
    lines: [
      'library org.x/y 1 unknown',
      'os alpine 3.20 unknown',
      'os-package zlib1g 1.2 unknown',
      'library dep 2.0 unknown',
    ],
  },
  {
    name: 'an unpacked Debian and an unpacked Alpine',
    files: {
      'deb/etc/os-release': 'NAME="Debian GNU/Linux"\nID=debian\nVERSION_ID="12"\n',
      'deb/var/lib/dpkg/status':
        'Package: libssl3\nStatus: install ok installed\nSource: openssl (3.0.11-1)\nVersion: 3.0.11-1~deb12u2\nDescription: x\n Package: nope\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\n',
      'alp/lib/apk/db/installed': 'C:Q1x\nP:musl\nV:1.2.5-r0\no:musl\n\nP:busybox\nV:1.36.1-r2\n',
    },
    lines: [
      'os-package musl 1.2.5-r0 runtime',
      'os-package busybox 1.36.1-r2 runtime',
      'os Debian GNU/Linux 12 direct runtime',
      'os-package libssl3 3.0.11-1~deb12u2 runtime',
    ],
  },
  {
    name: 'Dockerfile',
    files: {
      Dockerfile:
        'ARG NODE=22\nFROM --platform=linux/amd64 node:${NODE}-alpine AS build\nRUN x\nFROM build AS test\nFROM gcr.io/distroless/nodejs22-debian12@sha256:aa\nCOPY --from=build /a /b\n',
    },
    lines: [
      'runtime node 22-alpine direct development',
      'container gcr.io/distroless/nodejs22-debian12 ? direct runtime',
    ],
  },
  {
    name: 'compose',
    files: {
      'docker-compose.yml':
        'services:\n  web:\n    build: .\n    depends_on: [db]\n    environment:\n      DATABASE_URL: postgres://app:secret@db:5432/app\n      USERS_HOST: users\n  db:\n    image: postgres:${V:-16}\n  users:\n    image: registry.example.org/team/users:1.4\n  edge:\n    image: traefik:v3.0\n',
    },
    lines: [
      'service web ? direct runtime',
      'database db 16 direct runtime',
      'service users 1.4 direct runtime',
      'container registry.example.org/team/users 1.4 direct runtime',
      'proxy edge v3.0 direct runtime',
    ],
  },
  {
    name: 'Kubernetes',
    files: {
      'k8s/all.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: example.org/web:2.0\n          env:\n            - {name: API_URL, value: "http://users.shop.svc.cluster.local:8080"}\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: edge}\nspec:\n  tls: [{hosts: [shop.example.org]}]\n  rules:\n    - host: shop.example.org\n      http:\n        paths:\n          - path: /api\n            backend: {service: {name: web, port: {number: 80}}}\n---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: store}\nspec: {template: {spec: {containers: [{image: "redis:7"}]}}}\n',
    },
    lines: [
      'service web 2.0 direct runtime',
      'container example.org/web 2.0 direct runtime',
      'balancer edge ? direct runtime',
      'cache store 7 direct runtime',
      'cache redis 7 direct runtime',
    ],
  },
  {
    name: 'files that name runtimes',
    files: {
      '.nvmrc': 'v22.1.0\n',
      '.tool-versions': 'python 3.12.1\nterraform 1.5\n',
      '.ruby-version': 'ruby-3.3.0\n',
    },
    lines: [
      'runtime Node.js 22.1.0 direct runtime',
      'runtime Ruby 3.3.0 direct runtime',
      'runtime Python 3.12.1 direct runtime',
    ],
  },
];

for (const { name, files, lines } of cases)
  test(`reads ${name}`, async () => {
    assert.deepEqual(componentLines(await componentsIn(files)), lines);
  });

test('who talks to whom, without the credentials of addresses', async () => {
  const { components } = await componentsIn(cases.find(({ name }) => name === 'compose')?.files ?? {});
  assert.deepEqual(components.find(({ name }) => name === 'web')?.talksTo, [
    { to: 'db', by: 'depends_on', transport: null },
    { to: 'db', by: 'environment DATABASE_URL', transport: 'postgres' },
    { to: 'users', by: 'environment USERS_HOST', transport: null },
  ]);
  assert.ok(!JSON.stringify(components).includes('secret'));
  const { components: kube } = await componentsIn(
    cases.find(({ name }) => name === 'Kubernetes')?.files ?? {},
  );
  assert.deepEqual(
    kube.flatMap(({ talksTo }) => talksTo ?? []),
    [
      { to: 'users', by: 'environment API_URL', transport: 'http' },
      { to: 'web', by: 'ingress shop.example.org/api', transport: 'https' },
    ],
  );
});

test('hostile files give warnings or nothing, and never an error', async () => {
  const deep = '['.repeat(50_000);
  const files: Record<string, string> = {
    'a/package-lock.json': deep,
    'b/package-lock.json': '{"packages": {"node_modules/a": {"version": "1.0.0"}, "node_modules/b": {',
    'c/pom.xml': '<!DOCTYPE p [<!ENTITY a "aaaa">]><project><dependencies><dependency><groupId>&a;</groupId>',
    'd/poetry.lock': `a = ${'['.repeat(20_000)}`,
    'e/yarn.lock': `${'"'.repeat(200_000)}\n`,
    'f/requirements.txt': `a==${'1.'.repeat(30_000)}\n${'['.repeat(60_000)}`,
    'g/Gemfile.lock': `GEM\n${' '.repeat(60_000)}x (1)\n`,
    'h/docker-compose.yml': 'a: &a [x,x]\nb: &b [*a,*a,*a]\nservices: {web: {image: "::::"}}\n',
    'i/go.mod': `require (\n${'\t'.repeat(60_000)}`,
    'j/var/lib/rpm/rpmdb.sqlite': 'no database',
    'k/package.json': '{"dependencies": {"__proto__": "1.0.0", "constructor": "1.0.0"}}',
    'l/pom.xml':
      '<project><properties><a>${b}</a><b>${a}${a}</b></properties><dependencies><dependency><groupId>g</groupId><artifactId>x</artifactId><version>${a}</version></dependency></dependencies></project>',
  };
  const { components, warnings } = await componentsIn(files);
  const names = components.map(({ name }) => name);
  assert.ok(names.includes('a'), 'what stood before the fault is kept');
  assert.ok(names.includes('constructor'));
  assert.ok(warnings.length >= 5);
  assert.ok(warnings.every(({ place }) => place.file !== undefined && place.file !== ''));
});

test('too many components are told', async () => {
  const { readComponents } = await import('./index.ts');
  const { walkFolder } = await import('../files/walk.ts');
  const { TemporaryFolder } = await import('./testing/component-folder.ts');
  using folder = new TemporaryFolder({ 'requirements.txt': 'a==1\nb==1\nc==1\n' });
  const { components, warnings } = await readComponents(await walkFolder(folder.path), { componentsMax: 2 });
  assert.equal(components.length, 2);
  assert.equal(warnings[0]?.code, 'too-many-components');
});
