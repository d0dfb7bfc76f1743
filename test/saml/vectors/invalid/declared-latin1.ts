import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'ISO-8859-1 declared',
  source: '6.1, 1, valid UTF-8',
  make: (kit) =>
    kit.plain(`<?xml version="1.0" encoding="ISO-8859-1"?>${kit.response(kit.sign(kit.assertion()))}`),
  wanted: { rule: 'encoding', page: 'failed' },
});
