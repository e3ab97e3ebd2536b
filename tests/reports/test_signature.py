"""A signed report says who signed it, and that nothing was changed since; one byte more is seen."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from selfcheck.answers.answer import Answer
from selfcheck.kernel.errors import BadInputError
from selfcheck.reports.pdf import render_pdf
from selfcheck.reports.report import report_of
from selfcheck.reports.signature import signing_with
from selfcheck.wording.text import Lang
from tests.reports.cases import YES_NO, by_hand, library

PASSWORD = "for tests alone"  # noqa: S105 - of a key that lives for one test


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, asn1.Certificate]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "演示签发单位")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("key") / "key.p12"
    locked = serialization.BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"demo", key, made, None, locked))
    _, _, der = pem.unarmor(made.public_bytes(serialization.Encoding.PEM))
    return path, asn1.Certificate.load(der)


@pytest.fixture(scope="module")
def signed(certificate: tuple[Path, asn1.Certificate]) -> bytes:
    report = report_of(by_hand([YES_NO], {"yes-no": Answer(value=True)}), library(), lang=Lang.ZH)
    return signing_with(certificate[0], PASSWORD)(render_pdf(report))


def test_the_signature_holds_and_names_its_holder(signed: bytes, certificate: tuple[Path, asn1.Certificate]) -> None:
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[certificate[1]], allow_fetching=False))
    assert status.bottom_line
    assert status.signing_cert is not None
    assert "演示签发单位" in status.signing_cert.subject.human_friendly


def test_a_changed_byte_breaks_it(signed: bytes, certificate: tuple[Path, asn1.Certificate]) -> None:
    place = signed.index(b"/Title") + 10
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    (signature,) = PdfFileReader(io.BytesIO(changed)).embedded_signatures
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[certificate[1]], allow_fetching=False))
    assert not status.intact
    assert not status.bottom_line


def test_the_signature_shows_on_no_page_and_leaves_the_standard(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as document, document.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        (field,) = document.Root.AcroForm.Fields
        assert [float(edge) for edge in field.Rect] == [0, 0, 0, 0]


@pytest.mark.parametrize("password", ["wrong", None])
def test_a_key_that_does_not_open_is_told(certificate: tuple[Path, asn1.Certificate], password: str | None) -> None:
    with pytest.raises(BadInputError, match="PKCS#12"):
        signing_with(certificate[0], password)


def test_a_missing_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="PKCS#12"):
        signing_with(tmp_path / "none.p12", PASSWORD)
