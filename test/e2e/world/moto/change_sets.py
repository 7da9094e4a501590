"""A stack that a change set made knows its template, and has outputs.

moto executes the change set that makes a stack without giving the stack its template, so that it has no outputs.
"""

from moto.cloudformation.models import CloudFormationBackend


def close() -> None:
    execute = CloudFormationBackend.execute_change_set

    def execute_whole(self, change_set_name, stack_name=None):
        execute(self, change_set_name, stack_name)
        change_set = self.change_sets[change_set_name]
        stack = self.stacks[change_set.stack_id]
        stack.template = change_set.template
        stack._parse_template()
        stack.output_map = stack._create_output_map()

    CloudFormationBackend.execute_change_set = execute_whole
