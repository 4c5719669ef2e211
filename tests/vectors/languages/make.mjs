// SPDX-License-Identifier: Apache-2.0
// Writes cldr.json: how ICU, by CLDR's data, spells out dates and decimals.
//   node make.mjs >cldr.json
const tags = ["ar", "de", "en-GB", "en-US", "es", "fr", "ja", "ko", "pt", "ru", "vi",
              "zh-Hans"];
const out = {icu: process.versions.icu, cldr: process.versions.cldr, languages: {}};
for (const tag of tags) {
  const date = new Intl.DateTimeFormat(tag, {
    dateStyle: "long", timeZone: "UTC", calendar: "gregory"});
  const number = new Intl.NumberFormat(tag, {maximumFractionDigits: 2});
  const dates = {};
  for (let month = 0; month < 12; ++month) {
    const day = new Date(Date.UTC(2026, month, 1 + 2 * month));
    dates[day.toISOString().slice(0, 10)] = date.format(day);
  }
  const decimals = {};
  for (const hours of ["7", "7.5", "15.75"]) decimals[hours] = number.format(Number(hours));
  out.languages[tag] = {dates, decimals};
}
console.log(JSON.stringify(out, null, 1));
