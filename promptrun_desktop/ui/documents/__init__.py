"""The document as pages: laid out, as PDF, in a preview, on a printer."""
