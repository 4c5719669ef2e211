// SPDX-License-Identifier: Apache-2.0
import {refuse} from '../base/message.js';
import {RegisterView} from './register_view.js';

/** @typedef {import('../trust/trust_file.js').TrustFile} TrustFile */

/** SchoolRegisters opens the register at one place when it is first asked for, once for
 * many lookups. */
export class SchoolRegisters {
  /** @type {Map<TrustFile, Promise<RegisterView>>} */
  #views = new Map();

  /** @param {import('./site_source.js').SiteSource} site
   * @param {import('./register_view.js').CheckpointMemory | null} memory
   * @param {number} now */
  constructor(site, memory, now) {
    this.site = site;
    this.memory = memory;
    this.now = now;
  }

  /** The register of a school; refused where the place is another one's.
   * @param {TrustFile} school */
  async of(school) {
    let opening = this.#views.get(school);
    if (!opening) {
      opening = RegisterView.open(school, this.site, this.memory, this.now);
      this.#views.set(school, opening);
    }
    const view = await opening;
    if (view.ofAnotherSchool) refuse('base.plain', {words: view.check.evidence});
    return view;
  }
}
