// A provider of single sign-on for the tests: oidc-provider, with people whose claims the tests choose.
// The provider listens on a free port, prints its URL, and ends with its standard input. With `tls=CERTIFICATE,KEY`, its URL is one
// of HTTPS; then it prints a second URL, at which the test's browsers reach it without TLS.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Its hints for operators don't matter here, and nobody reads them.
console.info = console.warn = () => {};

// The packages are in the folder that it is started in.
const entry = createRequire(join(process.cwd(), 'x.js')).resolve('oidc-provider');
const { default: Provider } = await import(pathToFileURL(entry));

const people = new Map();
const listen = async (server) => {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server.address().port;
};
const front = http.createServer();
const frontUrl = `http://127.0.0.1:${await listen(front)}`;
const tls = process.argv.find((argument) => argument.startsWith('tls='))?.slice(4).split(',');
const back = tls && https.createServer({ cert: readFileSync(tls[0]), key: readFileSync(tls[1]) });
const issuer = back ? `https://localhost:${await listen(back)}` : frontUrl;

// A provider with a signing key that it hasn't had before.
let keys = 0;
function provide() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: `key ${keys += 1}`, use: 'sig', alg: 'RS256' };
  const provider = new Provider(issuer, {
    jwks: { keys: [key] },
    clients: [{
      client_id: 'snug',
      client_secret: 'a secret of the client',
      redirect_uris: ['http://localhost/'],
      require_auth_time: !process.argv.includes('without-times'),
    }],
    scopes: ['openid', 'profile', 'email', 'groups'],
    claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email', 'email_verified'], groups: ['groups'] },
    conformIdTokenClaims: !process.argv.includes('claims-in-tokens'),
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...people.get(id), sub: id }) }),
    // Nobody is asked for consent.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
  });
  // The tested server's port isn't known yet.
  provider.Client.prototype.redirectUriAllowed = (uri) => /^http:\/\/localhost:\d+\/login\/oidc\/callback$/.test(uri);
  return provider.callback();
}

let answer = provide();
async function respond(request, response) {
  if (request.url === '/keys') {
    answer = provide();
    return response.end();
  }
  if (request.url !== '/people') return answer(request, response);
  let body = '';
  for await (const part of request) body += part;
  const { sub, ...claims } = JSON.parse(body);
  people.set(sub, claims);
  response.end();
}
for (const server of [front, back]) server?.on('request', respond);
console.log(`${issuer} ${frontUrl}`);
process.stdin.on('end', () => process.exit()).resume();
