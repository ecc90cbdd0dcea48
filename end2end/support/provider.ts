// A real OpenID Connect provider (npm oidc-provider) on a free port of this machine.

import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The provider's name in the portal's configuration. */
const ID = 'corp';
const CLIENT = { client_id: 'guildhall', client_secret: 'a-secret-for-browser-tests' };

export class Provider {
  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  /** Takes a port: the portal is told of the provider before the provider knows of the portal. */
  static async listen(): Promise<Provider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new Provider(`http://127.0.0.1:${port}`, server);
  }

  /** What the portal is started with. A verified address of demo.test opens the account of that address. */
  get configuration(): Record<string, string> {
    const key = (name: string) => `GUILDHALL_OIDC__${ID.toUpperCase()}__${name}`;
    return {
      [key('NAME_ZH')]: '企业账号',
      [key('NAME_EN')]: 'Company account',
      [key('ISSUER')]: this.issuer,
      [key('CLIENT_ID')]: CLIENT.client_id,
      [key('CLIENT_SECRET')]: CLIENT.client_secret,
      [key('LINK_VERIFIED_EMAIL')]: 'true',
      [key('LINK_DOMAINS')]: 'demo.test',
    };
  }

  /** Serves for a portal. Whoever types an address at its sign-in page is the owner of that address. */
  async serve(portalUrl: string): Promise<void> {
    const { Provider: OidcProvider } = await import('oidc-provider');
    const provider = new OidcProvider(this.issuer, {
      clients: [{ ...CLIENT, redirect_uris: [`${portalUrl}/oidc/${ID}/callback`], scope: 'openid email profile' }],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      findAccount: (_: unknown, sub: string) => ({
        accountId: sub,
        claims: () => ({ sub, email: sub, email_verified: !sub.startsWith('unverified'), name: sub }),
      }),
    });
    this.server.on('request', provider.callback());
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
