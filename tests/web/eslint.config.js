// SPDX-License-Identifier: Apache-2.0
import js from '@eslint/js';
import globals from 'globals';

export default [
  {ignores: ['**/vendor/**', '**/node_modules/**']},
  js.configs.recommended,
  {
    languageOptions: {globals: {...globals.browser, ...globals.nodeBuiltin}},
    rules: {
      eqeqeq: 'error',
      'no-control-regex': 'off', // control characters are what some patterns are about
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-restricted-properties': ['error', {property: 'innerHTML'}, {property: 'outerHTML'}],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
];
