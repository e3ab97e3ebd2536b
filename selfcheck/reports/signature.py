"""Signing a report: an invisible PAdES signature with a key of the operator. The only module that knows pyHanko."""

import io
from collections.abc import Callable
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from selfcheck.kernel.errors import BadInputError

FIELD = "Selfcheck"
Sign = Callable[[bytes], bytes]


def signing_with(key: Path, password: str | None) -> Sign:
    """What signs a PDF (ETSI EN 319 142, PAdES B-B) with the key and certificate of a PKCS#12 file.

    Raises BadInputError where the file is not there, is none, or has another password.
    """
    signer = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]  # the library types its arguments only
        str(key), passphrase=password.encode() if password else None
    )
    if signer is None:
        raise BadInputError(where=str(key), problem="no PKCS#12 file with a key that this password opens")
    metadata = PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")

    def sign(pdf: bytes) -> bytes:
        made = io.BytesIO()
        sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer=signer, output=made)
        return made.getvalue()

    return sign
