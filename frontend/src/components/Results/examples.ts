import type { Example } from "../example.ts";

const row = {
  fundId: "DEM00001",
  href: "/funds/DEM00001",
  name: { text: "Northgate Bond Fund" },
  house: { text: "Northgate" },
  status: { text: "Authorised", tone: "good" },
  domicile: "Ireland",
  assetClass: "Bond",
  size: { amount: "USD 1.2bn", asOf: "as of 31 Oct 2026" },
  shareClasses: "2",
  documents: "5",
};

export default [
  {
    title: "an ordinary fund shows its figures and no status",
    props: { locale: "en", rows: [row] },
    shows: ['<a href="/funds/DEM00001">', "USD 1.2bn", "as of 31 Oct 2026", "Ireland"],
    hides: ["status-tag", 'name="id"'],
  },
  {
    title: "a suspended fund says so",
    props: { locale: "en", rows: [{ ...row, status: { text: "Suspended", tone: "caution" } }] },
    shows: ["status-tag--caution", "Suspended"],
  },
  {
    title: "an English name on a Chinese page is marked as English",
    props: { locale: "zh-hant", rows: [{ ...row, name: { text: "Northgate Bond Fund", lang: "en" } }] },
    shows: ['<span lang="en">Northgate Bond Fund</span>', "註冊地"],
  },
  {
    title: "several funds can be chosen and compared without a script",
    props: { locale: "zh-hant", rows: [row, { ...row, fundId: "DEM00002" }] },
    shows: ['name="id" value="DEM00002" form="compare"', 'id="compare" action="/zh-hant/compare"'],
  },
  {
    title: "a name is text, whatever it looks like",
    props: { locale: "en", rows: [{ ...row, name: { text: '<img src="x">', lang: '"><b>' } }] },
    shows: ["&lt;img src=&quot;x&quot;&gt;", 'lang="&quot;&gt;&lt;b&gt;"'],
    hides: ["<img", "<b>"],
  },
] satisfies Example[];
