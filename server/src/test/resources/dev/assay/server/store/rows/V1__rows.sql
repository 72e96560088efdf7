-- A row in every table as the first version makes them. HEX(..) stands for bytes.
INSERT INTO interactions VALUES ('i1', 1772366400000000, 'trace', 'span', 'response', 'conversation', 'user', 'app', 'production', 'feature', '1.0', 'template', 'v1', 'model', '{"tier":"gold"}', 12.5, 3.5, 100, 20, 3, 4, 0.25, true, 'stop', NULL, false, 'format', 'not_completed', '[["judge",0.05,1,"rate"]]');
INSERT INTO contents VALUES ('i1', 1772366400000000, HEX(CONTENT), 'question' || chr(10) || 'answer');
INSERT INTO evaluations VALUES ('i1', 1772366400000000, 'judge', 'v1', 0.5, false, 'bad', 'format', 'because', NULL, 0.01, 0.05, 1772366460000000);
INSERT INTO signals VALUES ('s1', 'REPORT', 'i1', NULL, NULL, NULL, NULL, 1772366400000000, 'user', 'wrong', 'i1', 1772366400000000);
INSERT INTO external_scores VALUES ('e1', 'correctness', NULL, 'trace', NULL, NULL, NULL, 'HUMAN', 0.5, 'half', 'why', NULL, 1772366400000000, 'i1', 1772366400000000);
INSERT INTO labels VALUES ('l1', 'i1', 1772366400000000, 'judge', 'ann', 4, false, 'unsafe', 'right', 'no', 1772366400000000);
INSERT INTO windows_minute VALUES (1772366400000000, 'all', HEX(01));
INSERT INTO windows_hour VALUES (1772366400000000, 'all', HEX(02));
INSERT INTO windows_day VALUES (1772366400000000, 'all', HEX(03));
INSERT INTO states VALUES ('sampler', HEX(0400ff));
INSERT INTO work VALUES ('i1', 1772366400000000, 'judge', 'v1', 'WAITING', 2, 0.5, 1772366400000000, 1772366400000000, NULL, 'timeout');
INSERT INTO alerts VALUES ('a1', 'monitor', 'app=shop', 'firing', 'high', 1772366400000000, 1772366400000000, NULL, '{}');
INSERT INTO deliveries VALUES ('d1', 'a1', 'slack', 1, 1772366400000000, true, NULL);
INSERT INTO failure_cases VALUES ('c1', 'feature', 'refused', 'open', 'Refuses', 12, 1772366400000000, 1772366400000000, '{}');
INSERT INTO failure_members VALUES ('c1', 'i1', 1772366400000000);
INSERT INTO audit VALUES ('x1', 1772366400000000, 'local', 'key.create', 'ci', NULL);
INSERT INTO documents VALUES ('keys', 'k1', 1772366400000000, '{}');
INSERT INTO progress VALUES ('journal', '3:77');
