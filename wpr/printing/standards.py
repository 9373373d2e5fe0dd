"""Standards: one file that is PDF/A, usually 3a, to last, and PDF/UA-1, to be read by everybody.

WeasyPrint writes the marks of one of them. The other's are put into the same metadata, as a second
description: the identification of PDF/UA (ISO 14289-1, 5), and, since PDF/A (ISO 19005-3, 6.6.2.3)
knows only the properties it lists, the schema that explains it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final
from xml.sax.saxutils import escape

from wpr.printing.streams import end_clearly
from wpr.printing.tags import give_items_bodies


class Variant(StrEnum):
    """The kinds of PDF/A that every document here can be; all of them are PDF/UA-1 too."""

    A3A = "a-3a"
    A3U = "a-3u"
    A3B = "a-3b"
    A2A = "a-2a"
    A2U = "a-2u"
    A2B = "a-2b"

    @property
    def may_carry_files(self) -> bool:
        """Whether other files may be inside: PDF/A-2 takes nothing but PDF/A (ISO 19005-2, 6.8)."""
        return self.value.startswith("a-3")


_END: Final = b"</rdf:RDF>"
_UNIVERSAL: Final = """
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_PROPERTIES: Final = {
    "case": "<dc:identifier>{}</dc:identifier>",
    "version": "<xmpMM:VersionID>{}</xmpMM:VersionID>",
    "digest": "<xmpMM:InstanceID>{}</xmpMM:InstanceID>",
}


def finish(document: Any, pdf: Any) -> None:
    """A `finisher` for WeasyPrint: called with the document and the PDF before it is written."""
    give_items_bodies(document, pdf)
    _say_universal(pdf, document.metadata.custom)
    end_clearly(document, pdf)


def _say_universal(pdf: Any, said: Mapping[str, str]) -> None:
    number = int(pdf.catalog["Metadata"].split()[0])
    stream = pdf.objects[number]
    stream.compress = False  # a validator reads the metadata as it stands (ISO 19005-3, 6.6.2.1)
    (xml,) = stream.stream
    own = _own(said)
    stream.stream = [xml.replace(_END, (_UNIVERSAL + own).encode() + _END, 1)]


def _own(said: Mapping[str, str]) -> str:
    """What is known of this document beyond its title and authors, in properties of XMP's own."""
    properties = [
        words.format(escape(said[f"wpr-{name}"]))
        for name, words in _PROPERTIES.items()
        if said.get(f"wpr-{name}")
    ]
    if not properties:
        return ""
    return (
        '<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">{"".join(properties)}</rdf:Description>\n'
    )
