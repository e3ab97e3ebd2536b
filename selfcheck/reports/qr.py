"""A QR code (ISO/IEC 18004) as SVG that stands in a page: one path, no style, and words for who cannot see it."""

import segno
from markupsafe import Markup, escape


def qr_svg(address: str, title: str) -> Markup:
    """The address as a QR code with error correction M and the quiet zone that the standard asks for."""
    code = segno.make(address, error="m", micro=False)
    side = code.symbol_size(border=4)[0]
    runs = " ".join(_runs(code))
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img">'
        '<title>{1}</title><path d="{2}" fill="#000"/></svg>'
    ).format(side, escape(title), runs)


def _runs(code: segno.QRCode) -> list[str]:
    """Each run of dark modules of a row as a closed rectangle one module high."""
    found = []
    for y, row in enumerate(code.matrix_iter(border=4)):
        start = None
        for x, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                found.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                start = None
    return found
