import { expect, test } from 'vitest';
import { ExactId, parseExactJson } from './exact-json.ts';

test('a post id beyond 2^53 keeps every digit, where JSON.parse would change the last ones', () => {
  const text = '{"publicaly_available_post_id":[7080213458555737986]}';
  expect(JSON.stringify(JSON.parse(text))).not.toBe(text);
  expect(parseExactJson(text)).toEqual({ value: { publicaly_available_post_id: ['7080213458555737986'] } });
});

test('smaller numbers stay numbers', () => {
  expect(parseExactJson('{"a":9007199254740991,"b":-12,"c":1.5,"d":2e3}')).toEqual({
    value: { a: 9007199254740991, b: -12, c: 1.5, d: 2000 },
  });
});

test('an id may come bare or quoted', () => {
  expect(ExactId.parse(17)).toBe('17');
  expect(ExactId.parse('7080213458555737986')).toBe('7080213458555737986');
});

test.each(['', '<html>502</html>', '{"data":{"publish_id":"v_pub'])('what is no JSON is null: %j', (text) => {
  expect(parseExactJson(text)).toBeNull();
});
