import type { Example } from "../example.ts";

const nobody = { locale: "en", role: "", email: "", telephone: "", address: [] };

export default [
  {
    title: "whom to ask, and how",
    props: { ...nobody, name: "Enquiries", email: "ask@example.org", telephone: "+852 2123 4567", address: ["1 Quay"] },
    shows: ["<h2>Enquiries</h2>", 'href="mailto:ask@example.org"', 'href="tel:+85221234567"', "1 Quay"],
  },
  { title: "a name alone", props: { ...nobody, name: "Enquiries" }, shows: ["Enquiries"], hides: ["mailto", "tel:"] },
] satisfies Example[];
