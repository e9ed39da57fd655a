"""A certificate authority for one test run, and servers whose certificates hold or do not."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOOPBACK = "127.0.0.1"


@dataclass
class Authority:
    """Signs certificates; ``file`` is what a client must trust."""

    folder: Path
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def file(self) -> str:
        """The authority's own certificate, as a file."""
        place = self.folder / "authority.pem"
        if not place.exists():
            place.write_bytes(self._sign("authority", self.key, days=9).public_bytes(serialization.Encoding.PEM))
        return str(place)

    def server(self, host: str, days: int = 9, *, own: bool = False) -> ssl.SSLContext:
        """A server for this address; ``days`` may lie in the past, ``own`` signs by its own key."""
        key = ec.generate_private_key(ec.SECP256R1())
        signed = self._sign(host, key, days=days, own=own)
        place = self.folder / f"{host}-{days}-{own}.pem"
        place.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + signed.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(place)
        return context

    def bad(self, kind: str) -> ssl.SSLContext:
        """A server whose certificate does not hold: "self-signed", "expired" or "wrong host"."""
        if kind == "self-signed":
            return self.server(LOOPBACK, own=True)
        return self.server(LOOPBACK, days=-1) if kind == "expired" else self.server("192.0.2.1")

    def _sign(self, name: str, key: ec.EllipticCurvePrivateKey, *, days: int, own: bool = False) -> x509.Certificate:
        is_authority = key is self.key
        now, subject = datetime.now(UTC), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = subject if own else x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority")])
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=20))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        if not is_authority:
            made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
        return made.sign(key if own else self.key, hashes.SHA256())
