// SPDX-License-Identifier: Apache-2.0
import {parseDecimal, utf8} from '../base/bytes.js';
import {quote, refuse} from '../base/message.js';
import {parseDigest, SignedCheckpoint} from './checkpoint.js';

const MAX_BYTES = 64 * 1024;
const MAX_HASHES = 64;
const HEADER = 'c2sp.org/tlog-proof@v1';

/** LogProof is the proof that an entry stands in a log (c2sp.org/tlog-proof): the index,
 * the hashes from the leaf upward, the checkpoint. Nothing of it is verified yet.
 * @typedef {{index: number, hashes: Uint8Array[], checkpoint: SignedCheckpoint}}
 *   LogProof */

/** @param {string} text @returns {Promise<LogProof>} */
export async function parseProof(text) {
  if (utf8(text).length > MAX_BYTES) refuse('log.proofTooLarge', {most: MAX_BYTES});
  const end = text.indexOf('\n\n');
  if (end < 0) refuse('log.proofCut');
  const [header, indexLine, ...lines] = text.slice(0, end).split('\n');
  if (header !== HEADER) refuse('log.proofHeader', {text: quote(header)});
  const index = /^index /.test(indexLine ?? '') ? parseDecimal(indexLine.slice(6)) : null;
  if (index === null) refuse('log.proofIndex', {text: quote(indexLine ?? '')});
  if (lines.length > MAX_HASHES) refuse('log.proofHashes', {most: MAX_HASHES});
  const hashes = lines.map((line) =>
    parseDigest(line) ?? refuse('log.notDigest', {text: quote(line)}));
  const checkpoint = await SignedCheckpoint.parse(utf8(text.slice(end + 2)));
  if (index >= checkpoint.tree.size) {
    refuse('log.noLeaf', {index, size: checkpoint.tree.size});
  }
  return {index, hashes, checkpoint};
}
