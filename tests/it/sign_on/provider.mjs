// A provider of single sign-on for the tests: oidc-provider, with people whose claims the tests choose.
// It listens on a free port, prints its URL, and ends with its standard input.
import http from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Its hints for operators don't matter here, and nobody reads them.
console.info = console.warn = () => {};

// The packages are in the folder that it is started in.
const entry = createRequire(join(process.cwd(), 'x.js')).resolve('oidc-provider');
const { default: Provider } = await import(pathToFileURL(entry));

const people = new Map();
const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
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
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    if (request.url !== '/people') return answer(request, response);
    let body = '';
    for await (const part of request) body += part;
    const { sub, ...claims } = JSON.parse(body);
    people.set(sub, claims);
    response.end();
  });
  console.log(issuer);
});
process.stdin.on('end', () => process.exit()).resume();
