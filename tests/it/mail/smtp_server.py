"""A mail server for tests (aiosmtpd). It prints what happens as JSON Lines, and ends when its standard input does.

Arguments: the port, the encryption (none, starttls or tls), and for those a certificate and its key; then a user and a
password, where it asks for them. Lines on standard input set how it treats e-mails: ok, hang, refuse, defer.
"""

import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


def tell(**event):
    print(json.dumps(event), flush=True)


class Handler:
    treatment = "ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        tell(event="recipient", treatment=self.treatment)
        if self.treatment == "hang":
            await asyncio.sleep(3600)
        if self.treatment == "refuse":
            return f"550 5.1.1 {address} is unknown here"
        if self.treatment == "defer":
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        tell(
            event="mail",
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            encrypted=session.ssl is not None or bool(server.transport.get_extra_info("ssl_object")),
            user=session.auth_data.login.decode() if session.auth_data else None,
            headers=[[name.lower(), str(value)] for name, value in message.items()],
            body=message.get_content(),
        )
        return "250 2.0.0 taken as 4711"


async def main():
    port, encryption = int(sys.argv[1]), sys.argv[2]
    context, rest = None, sys.argv[3:]
    if encryption != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(rest[0], rest[1])
        rest = rest[2:]
    login = (rest[0].encode(), rest[1].encode()) if rest else None
    handler = Handler()
    loop = asyncio.get_running_loop()

    def check(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == login
        tell(event="login", right=right)
        return AuthResult(success=right, handled=False, auth_data=data if right else None)

    def connection():
        tell(event="connection")
        options = {"hostname": "mail.test", "loop": loop}
        if encryption == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        if login:
            options |= {"authenticator": check, "auth_required": True, "auth_require_tls": encryption == "starttls"}
        return SMTP(handler, **options)

    server = await loop.create_server(
        connection, "127.0.0.1", port, ssl=context if encryption == "tls" else None, reuse_address=True
    )
    tell(event="listening", port=server.sockets[0].getsockname()[1])
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        handler.treatment = line.decode().strip()
        tell(event="treatment")


# Failed handshakes, which the tests expect.
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
asyncio.run(main())
